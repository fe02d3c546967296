"""A workbook as another program writes it: shared texts, runs of text, numbers, a gap."""

import io
import zipfile

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_SHEET = f"""<worksheet xmlns="{_MAIN}"><sheetData>
<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="s"><v>1</v></c></row>
<row r="2"><c r="A2" t="s"><v>2</v></c></row>
<row r="3"><c r="A3" t="s"><v>3</v></c><c r="C3" t="s"><v>4</v></c></row>
<row r="5"><c r="A5" t="str"><f>CHAR(67)</f><v>C</v></c><c r="C5"><v>7.0</v></c></row>
</sheetData></worksheet>"""
_SHARED = f"""<sst xmlns="{_MAIN}"><si><t>Code</t></si><si><t>Memo</t></si><si><t>A</t></si>
<si><t>A &gt; B</t></si>
<si><r><t xml:space="preserve">about </t></r><r><rPr><b/></rPr><t>B</t></r><rPh><t>x</t></rPh></si>
</sst>"""


def a_workbook() -> bytes:
    """Write the workbook."""
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    members = {
        "xl/workbook.xml": (
            f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>'
            '<sheet name="Codes" sheetId="3" r:id="rId7"/></sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": (
            f'<Relationships xmlns="{relations}"><Relationship Id="rId7" Type="x"'
            ' Target="/xl/worksheets/first.xml"/></Relationships>'
        ),
        "xl/worksheets/first.xml": _SHEET,
        "xl/sharedStrings.xml": _SHARED,
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return out.getvalue()
