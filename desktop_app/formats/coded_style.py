"""The style sheet of coded texts as a page; what belongs to single codes is written with them."""

STYLE = """
:root { --ink: #24211d; --paper: #fdfbf7; --panel: #f4f1ea; --dim: #6b655c; --rule: #e2ddd2;
  --link: #005f99; color-scheme: light dark; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8e3da; --paper: #1c1d20; --panel: #232529;
  --dim: #9a958c; --rule: #34363b; --link: #8cc4f4; } }
body { margin: 0 auto; max-width: 72rem; padding: 2rem 1.5rem; display: grid; gap: 0 3rem;
  grid-template-columns: 16rem minmax(0, 44rem); background: var(--paper); color: var(--ink);
  font: 1.0625rem/1.7 Georgia, "Noto Serif", serif; }
header { grid-column: 2; }
h1, h2, h3, h4, h5, h6 { line-height: 1.3; overflow-wrap: anywhere; break-after: avoid; }
h1 { font-size: 1.9rem; margin: 0; }
h2 { font-size: 1.45rem; margin: 2.5rem 0 .3rem; }
h3 { font-size: 1.15rem; margin: 2rem 0 .3rem; }
.dim, .n, .r, dt, .counts, .place, .number, nav, kbd { color: var(--dim);
  font-family: system-ui, "Segoe UI", sans-serif; }
.dim, .counts, .place { font-size: .85rem; margin: .1rem 0; }
a { color: var(--link); text-decoration: none; }
a:hover, a:focus-visible { text-decoration: underline; }
.layers { grid-column: 1; grid-row: 1 / span 2; position: sticky; top: 0; align-self: start;
  max-height: 100vh; overflow: auto; font-size: .85rem; line-height: 1.4; }
fieldset { border: 0; padding: 0; margin: 0 0 1.2rem; }
legend { font-weight: 600; padding: .4rem 0; }
label { display: block; padding: .1rem 0; overflow-wrap: anywhere; }
label i { display: inline-block; width: .75rem; height: .75rem; margin-right: .4rem;
  background: var(--tint); border-bottom: 3px solid var(--line); border-radius: 2px; }
.text p { margin: 0 0 .6rem; white-space: pre-wrap; overflow-wrap: anywhere; position: relative; }
.text .h1, .text .h2, .text .h3 { font-weight: 600; font-size: 1.15em; }
.n { position: absolute; right: 100%; margin-right: 1rem; font-size: .75rem; user-select: none; }
mark { color: inherit; background: var(--tint); border-bottom: 2px solid var(--line);
  -webkit-box-decoration-break: clone; box-decoration-break: clone; }
.p1 { padding-bottom: 3px; } .p2 { padding-bottom: 6px; }
.p3 { padding-bottom: 9px; } .p4 { padding-bottom: 12px; }
.r { font-size: .65rem; vertical-align: super; margin: 0 .15em; user-select: none; }
.annotations { padding-left: 2.5rem; }
.annotations li { margin: 0 0 .8rem; border-left: 3px solid var(--line); padding-left: .7rem; }
.annotations li::marker { color: var(--dim); font-size: .8rem; }
.annotations p { margin: .1rem 0; }
.quote, .note p, p.note, dd p { white-space: pre-wrap; overflow-wrap: anywhere; }
p.note { font-style: italic; }
aside.note { background: var(--panel); padding: .5rem .8rem; margin: .8rem 0; font-size: .95rem; }
aside.note p { margin: 0; }
main { grid-column: 2; }
blockquote { margin: .3rem 0; padding-left: .9rem; border-left: 2px solid var(--rule); }
dd { margin: 0; }
dt { font-size: .8rem; margin-top: .6rem; }
kbd { font-size: .75rem; border: 1px solid var(--rule); border-radius: 3px; padding: 0 .4em; }
:target { outline: 2px solid var(--link); outline-offset: 3px; }
@media (max-width: 60rem) { body { display: block; } .layers { position: static; max-height: none; }
  .n { position: static; margin-right: .5rem; } }
@media print { .layers input { display: none; } .layers { position: static; max-height: none; }
  body { display: block; max-width: none; padding: 0; font-size: 11pt;
    -webkit-print-color-adjust: exact; print-color-adjust: exact; } }
"""
