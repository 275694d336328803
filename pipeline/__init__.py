"""delib: what French local government decides, as tables anyone can trust."""
