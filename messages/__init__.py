"""Every message of Supple, found, checked and compiled for those who translate: docs/how-to/translate.md."""
