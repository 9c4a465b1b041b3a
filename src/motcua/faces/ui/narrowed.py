"""A list of boxes to tick that words shorten."""

from django.forms import CheckboxSelectMultiple


class Narrowed(CheckboxSelectMultiple):
    """Many choices, several of which are taken: found by words, all that are shown taken at once."""

    template_name = "ui/components/narrowed.html"
