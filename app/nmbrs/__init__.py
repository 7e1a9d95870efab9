"""The one door to Nmbrs: credentials come in as a value, records of `app.hr` go out.

Nothing outside this package imports zeep or knows an Nmbrs word; nothing inside it knows our
database or our web framework.
"""
