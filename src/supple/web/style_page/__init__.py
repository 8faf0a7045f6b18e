"""What stands on the style page? Every component in every state, from the templates and pictures that pages use."""
