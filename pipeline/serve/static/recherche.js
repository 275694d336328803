// On a narrow screen results come first: the facets are folded until they are asked for.
"use strict";
if (matchMedia("(max-width: 54rem)").matches) document.getElementById("affiner")?.removeAttribute("open");
