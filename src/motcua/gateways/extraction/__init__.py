"""The text of files that come in: TXT, DOCX, PDF with a text layer, HTML. Each file is opened in a process of its
own, within
limits of size, memory and time: there is always a text, perhaps a part of it that says so, or a sentence that says
why not.
"""
