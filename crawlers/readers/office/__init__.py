"""Office: documents of word processors (DOCX, DOC and old WPS, RTF) and OFD, read part by part."""
