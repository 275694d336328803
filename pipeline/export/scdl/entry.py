"""One row of an open-data file in the making: its fields, or why it cannot be one."""

from __future__ import annotations

from dataclasses import dataclass, field

#: The fields of SCDL Délibérations 2.1.5, in order.
DELIBERATIONS = (
    "COLL_NOM", "COLL_SIRET", "DELIB_ID", "DELIB_DATE", "DELIB_MATIERE_CODE", "DELIB_MATIERE_NOM", "DELIB_OBJET", "BUDGET_ANNEE",
    "BUDGET_NOM", "PREF_ID", "PREF_DATE", "VOTE_EFFECTIF", "VOTE_REEL", "VOTE_POUR", "VOTE_CONTRE", "VOTE_ABSTENTION", "DELIB_URL",
)  # fmt: skip

#: The fields of SCDL Subventions 2.1.1, in order.
SUBSIDIES = (
    "nomAttribuant", "idAttribuant", "dateConvention", "referenceDecision", "nomBeneficiaire", "idBeneficiaire", "rnaBeneficiaire",
    "objet", "montant", "nature", "conditionsVersement", "datesPeriodeVersement", "idRAE", "notificationUE",
    "pourcentageSubvention", "dispositifAide",
)  # fmt: skip

#: Why a record is no row, for whoever completes it.
REASONS = {
    "collectivite_inconnue": "La collectivité n'a pas été reconnue.",
    "siret_collectivite_inconnu": "Aucun document n'imprime le SIRET de la collectivité, ou aucun plus souvent que les autres.",
    "numero_absent": "L'acte n'a pas de numéro.",
    "date_absente": "L'acte n'a pas de date.",
    "matiere_inconnue": "La matière de la nomenclature @CTES n'est ni imprimée, ni transmise, ni dite par l'objet.",
    "objet_absent": "L'acte n'a pas d'objet.",
    "non_adoptee": "L'assemblée n'a pas adopté l'acte, ou l'a ajourné.",
    "doublon": "Le même acte, ou la même subvention, est déjà dans le fichier, lu dans un autre document.",
    "beneficiaire_absent": "Le bénéficiaire n'est pas nommé.",
    "identifiant_beneficiaire_absent": "Ni le SIRET ni le numéro RNA du bénéficiaire ne sont imprimés.",
    "convention_sans_date": "Au-delà de 23 000 €, une convention est obligatoire : la date de sa signature n'est pas connue.",
    "conditions_inconnues": "L'acte ne dit pas si la subvention est versée en une fois ou en plusieurs.",
    "periode_inconnue": "L'acte ne dit pas quand la subvention est versée.",
    "notification_ue_inconnue": "L'acte ne dit pas si l'aide est notifiée à la Commission européenne.",
    "montant_hors_format": "Le montant n'est pas positif.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One record.

    Attributes:
        fields: what is known, by the name of its field.
        reasons: why it is no row; codes of ``REASONS``.
        worked_out: the fields that follow from what is printed instead of standing there.
        is_private: whether it is left out because it names a private person.
        source_path: the file it was read from.
        page: where it starts.
        act_id: its act.
        fact_id: its fact, for a subsidy.
    """

    fields: dict[str, object]
    reasons: tuple[str, ...] = ()
    worked_out: tuple[str, ...] = ()
    is_private: bool = False
    source_path: str = ""
    page: int = 0
    act_id: str = ""
    fact_id: str = field(default="")

    @property
    def is_valid(self) -> bool:
        """Whether it is a row of the file."""
        return not self.reasons and not self.is_private

    @property
    def reference(self) -> object:
        """The number of its act."""
        return self.fields.get("DELIB_ID") or self.fields.get("referenceDecision")

    @property
    def purpose(self) -> object:
        """What it is about."""
        return self.fields.get("DELIB_OBJET") or self.fields.get("objet")

    def order(self) -> tuple[str, ...]:
        """What files are sorted by."""
        date = self.fields.get("DELIB_DATE") or self.fields.get("dateConvention")
        body = self.fields.get("COLL_SIRET") or self.fields.get("idAttribuant")
        return (str(body), str(date), str(self.reference), self.source_path, f"{self.page:06}", self.act_id, self.fact_id)
