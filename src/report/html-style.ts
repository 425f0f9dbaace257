/** Where a page is shown: a file of its own, which any browser opens, or a panel of the editor, in its colours. */
export type PageLook = 'file' | 'editor';

/**
 * The one style sheet of our pages. A page's content security policy names it by its digest, so that no other style runs;
 * test/report/html.test.ts holds the digests.
 */
export const styleOf = (look: PageLook): string => (look === 'file' ? FILE_COLOURS : EDITOR_COLOURS) + SHAPE;

/** SHA-256 of the style sheets, Base64: no digest is to be had in every host that makes pages. */
export const STYLE_DIGESTS: Readonly<Record<PageLook, string>> = {
  file: 'QlZB4VN+tuSTMYO/rcaMvbpOZelBvR/hbRoYM0/XtfI=',
  editor: '+L4XxzLhw12sHznjO7H+52ZrvFSzIgsDlwGxUlDmtUE=',
};

const FILE_COLOURS = `:root{color-scheme:light dark;--text:#1f2328;--soft:#59636e;--page:#fff;--box:#f6f8fa;--line:#d1d9e0;--link:#0550ae;--error:#b3261e;--warning:#8a5300;--info:#0550ae;--hint:#59636e;--mark:#ffe7a3;--marked:#1f2328;--sans:system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;--mono:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace}
@media(prefers-color-scheme:dark){:root{--text:#e6edf3;--soft:#9da7b3;--page:#0d1117;--box:#161b22;--line:#3d444d;--link:#79b8ff;--error:#ff8f87;--warning:#e3a745;--info:#79b8ff;--hint:#9da7b3;--mark:#5c4813;--marked:#fff}}
@media(forced-colors:active){:root{--line:CanvasText}mark{forced-color-adjust:none;background:Highlight;color:HighlightText}}
`;

/** Every theme has these, high contrast ones too; contrastBorder is set in those alone. */
const EDITOR_COLOURS = `:root{--text:var(--vscode-editor-foreground,var(--vscode-foreground));--soft:var(--vscode-descriptionForeground);--page:var(--vscode-editor-background);--box:var(--vscode-textCodeBlock-background);--line:var(--vscode-contrastBorder,var(--vscode-panel-border,var(--vscode-widget-border)));--link:var(--vscode-textLink-foreground);--error:var(--vscode-problemsErrorIcon-foreground,var(--vscode-editorError-foreground));--warning:var(--vscode-problemsWarningIcon-foreground,var(--vscode-editorWarning-foreground));--info:var(--vscode-problemsInfoIcon-foreground,var(--vscode-editorInfo-foreground));--hint:var(--vscode-descriptionForeground);--mark:var(--vscode-editor-findMatchHighlightBackground,transparent);--marked:inherit;--sans:var(--vscode-font-family);--mono:var(--vscode-editor-font-family,monospace)}
body.vscode-high-contrast mark,body.vscode-high-contrast-light mark{outline:1px solid var(--vscode-contrastActiveBorder,currentColor)}
body.vscode-high-contrast{--box:transparent}body.vscode-high-contrast-light{--box:transparent}
`;

const SHAPE = `*{box-sizing:border-box}
body{margin:0 auto;padding:24px clamp(12px,4vw,40px) 64px;max-width:1120px;font:14px/1.5 var(--sans);color:var(--text);background:var(--page);overflow-wrap:anywhere}
h1{font-size:24px;margin:0 0 4px}h2{font-size:18px;margin:36px 0 12px;padding-bottom:6px;border-bottom:1px solid var(--line)}h3{font-size:15px;margin:24px 0 4px}
p{margin:4px 0}a{color:var(--link)}a:focus-visible,summary:focus-visible,input:focus-visible{outline:2px solid var(--link);outline-offset:2px}
code,pre{font-family:var(--mono);font-size:.92em;background:none;color:inherit;padding:0}
.soft{color:var(--soft)}.error{color:var(--error)}.warning{color:var(--warning)}.info{color:var(--info)}.hint{color:var(--hint)}
.counts{display:flex;flex-wrap:wrap;gap:8px;margin:16px 0;padding:0;list-style:none}.counts li{flex:1 1 110px;border:1px solid var(--line);border-radius:6px;padding:8px 12px;background:var(--box)}.counts b{display:block;font-size:22px;line-height:1.2}
table{border-collapse:collapse;width:100%;margin:8px 0}th,td{text-align:left;vertical-align:top;padding:5px 12px 5px 0;border-bottom:1px solid var(--line)}th{font-weight:600;white-space:nowrap}td.n,th.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}td.t{white-space:nowrap}tbody th{font-weight:600;white-space:normal}th small{font-weight:400}
.finding{margin:12px 0;padding:10px 14px;border:1px solid var(--line);border-left-width:4px;border-radius:6px;background:var(--box)}.finding:target{outline:2px solid var(--link)}
.finding.is-error{border-left-color:var(--error)}.finding.is-warning{border-left-color:var(--warning)}.finding.is-info{border-left-color:var(--info)}.finding.is-hint{border-left-color:var(--hint)}
.finding pre{margin:8px 0;padding:6px 0;white-space:pre-wrap;tab-size:4}.finding pre i{font-style:normal;color:var(--soft);user-select:none;margin-right:14px}mark{background:var(--mark);color:var(--marked)}
.finding ul{margin:4px 0;padding-left:20px}.message{font-weight:600}
details{margin:8px 0}summary{cursor:pointer}
.filter{display:flex;gap:12px;align-items:center;flex-wrap:wrap;margin:12px 0}.filter input{flex:1 1 240px;max-width:420px;font:inherit;padding:4px 8px;color:var(--vscode-input-foreground,var(--text));background:var(--vscode-input-background,var(--box));border:1px solid var(--vscode-input-border,var(--line));border-radius:3px}
th button,.filter button{font:inherit;color:inherit;cursor:pointer}th button{background:none;border:0;padding:0;text-align:left}th button:hover{text-decoration:underline}th[aria-sort] button::after{content:" \\25B2"}th[aria-sort=descending] button::after{content:" \\25BC"}
button:focus-visible{outline:2px solid var(--link);outline-offset:2px}.filter button{padding:4px 10px;background:var(--box);border:1px solid var(--line);border-radius:3px}
fieldset.filter{margin:12px 0;padding:0;border:0;gap:4px 16px}fieldset legend{float:left;margin-right:16px;padding:0}.filter input[type=checkbox]{flex:none}.wide{overflow-x:auto}.wide:focus-visible{outline:2px solid var(--link)}.wide table{table-layout:fixed;min-width:1060px}.wide th,.wide td{white-space:normal;overflow-wrap:break-word}.wide th:nth-child(1){width:14%}.wide th:nth-child(2){width:11%}.wide th:nth-child(3){width:15%}.wide th:nth-child(4){width:16%}.wide th:nth-child(5){width:12%}.wide th:nth-child(6){width:10%}.wide th:nth-child(7){width:7%}.wide th:nth-child(8){width:8%}.wide th:nth-child(9){width:7%}[hidden]{display:none!important}
@media print{body{max-width:none;padding:0;font-size:11px;background:#fff;color:#000}.finding{break-inside:avoid}h2,h3{break-after:avoid}details::details-content{content-visibility:visible;block-size:auto}.filter{display:none}}
`;
