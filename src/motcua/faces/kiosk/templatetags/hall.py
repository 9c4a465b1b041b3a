"""How the screens of the hall say a number and a place in line."""

from django import template

from motcua.faces.ui import tickets
from motcua.rules import announcing

register = template.Library()


@register.filter
def spelled(code: str) -> str:
    """A ticket's number figure by figure."""
    return announcing.spelled(code)


@register.filter
def ahead(place: tickets.InLine | None) -> str:
    """How many go before."""
    return tickets.ahead_words(place)
