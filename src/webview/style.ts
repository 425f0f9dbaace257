/** The style sheet of the page, in the colours of the editor's theme. */
export const STYLE = `
:root{--line:var(--vscode-contrastBorder,var(--vscode-panel-border,var(--vscode-widget-border,transparent)));--soft:var(--vscode-descriptionForeground);--error:var(--vscode-problemsErrorIcon-foreground,var(--vscode-editorError-foreground));--warning:var(--vscode-problemsWarningIcon-foreground,var(--vscode-editorWarning-foreground));--info:var(--vscode-problemsInfoIcon-foreground,var(--vscode-editorInfo-foreground));--good:var(--vscode-testing-iconPassed,var(--vscode-charts-green));--mono:var(--vscode-editor-font-family,monospace);--row:22px}
*{box-sizing:border-box}
[hidden]{display:none!important}
html{height:100%}
body{margin:0;padding:0;height:100%;display:flex;flex-direction:column;font:var(--vscode-font-weight,normal) var(--vscode-font-size,13px)/1.45 var(--vscode-font-family,sans-serif);color:var(--vscode-editor-foreground,var(--vscode-foreground));background:var(--vscode-editor-background)}
.place{flex:1;min-height:0;display:flex;flex-direction:column}
main{flex:1;min-height:0;display:flex;flex-direction:column;overflow:auto}
code,pre,.code,.bytes{font-family:var(--mono);font-size:var(--vscode-editor-font-size,12px);background:none;color:inherit;padding:0}
.soft{color:var(--soft)}
.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.bar{padding:6px 20px;background:var(--vscode-editorWidget-background);border-bottom:1px solid var(--line)}
button{font:inherit;color:var(--vscode-button-secondaryForeground,var(--vscode-foreground));background:var(--vscode-button-secondaryBackground,transparent);border:1px solid var(--vscode-button-border,var(--vscode-contrastBorder,transparent));border-radius:2px;padding:2px 10px;cursor:pointer}
button:hover{background:var(--vscode-button-secondaryHoverBackground,var(--vscode-toolbar-hoverBackground))}
button.link{color:var(--vscode-textLink-foreground);background:none;border:0;padding:0;text-align:start;overflow-wrap:anywhere}
button.link:hover{text-decoration:underline;color:var(--vscode-textLink-activeForeground)}
:focus-visible{outline:1px solid var(--vscode-focusBorder);outline-offset:1px}
input[type=search],input[type=text]{font:inherit;color:var(--vscode-input-foreground);background:var(--vscode-input-background);border:1px solid var(--vscode-input-border,var(--vscode-contrastBorder,transparent));padding:3px 6px;border-radius:2px}
input::placeholder{color:var(--vscode-input-placeholderForeground)}
input[type=checkbox]{accent-color:var(--vscode-checkbox-selectBackground,auto);vertical-align:-2px}
.overview{padding:16px 20px 4px}
h1{font-size:1.35em;font-weight:600;margin:0;overflow-wrap:anywhere}
p{margin:2px 0}
.verdict,.signed{margin:10px 0 6px}
.verdict .sign,.signed .sign{display:inline-block;width:18px;height:18px;line-height:18px;border-radius:50%;text-align:center;font-weight:700;margin-inline-end:8px;color:var(--vscode-editor-background);background:var(--soft)}
.is-malicious .sign{background:var(--error)}.is-suspicious .sign{background:var(--warning)}.is-safe .sign{background:var(--good)}
.reasons{list-style:none;margin:4px 0 8px;padding:0}
.reason{display:grid;grid-template-columns:max-content minmax(0,1fr);column-gap:8px;border-inline-start:3px solid var(--soft);padding:2px 0 2px 10px;margin:4px 0}
.reason.is-error{border-color:var(--error)}.reason.is-warning{border-color:var(--warning)}.reason.is-info{border-color:var(--info)}
.severity{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.message{grid-column:1/-1;overflow-wrap:anywhere}
.where{grid-column:1/-1;display:flex;flex-wrap:wrap;gap:2px 14px;font-size:.92em}
.more{list-style:none}
.signed{padding:0 20px;overflow-wrap:anywhere}
.actions{display:flex;flex-wrap:wrap;gap:8px;align-items:center;padding:4px 20px 10px}
.digest{overflow-wrap:anywhere}
.hub{margin:0 0 10px;padding:0 20px;overflow-wrap:anywhere}
progress{width:140px;vertical-align:middle;accent-color:var(--vscode-progressBar-background)}
.tabs{flex:1;min-height:260px;display:flex;flex-direction:column}
[role=tablist]{display:flex;flex-wrap:wrap;padding:0 12px;border-bottom:1px solid var(--line)}
[role=tab]{background:none;border:0;border-bottom:2px solid transparent;border-radius:0;padding:5px 8px;color:var(--vscode-panelTitle-inactiveForeground,var(--soft))}
[role=tab]:hover{background:none;color:var(--vscode-panelTitle-activeForeground,inherit)}
[role=tab][aria-selected=true]{color:var(--vscode-panelTitle-activeForeground,inherit);border-bottom-color:var(--vscode-panelTitle-activeBorder,var(--vscode-focusBorder))}
[role=tab]:focus-visible{outline-offset:-2px}
.panel,.panel-table,.panel-bytes{flex:1;min-height:0;display:flex;flex-direction:column}
.tools{display:flex;flex-wrap:wrap;gap:6px 12px;align-items:center;padding:8px 20px}
.tools input[type=search]{flex:0 1 280px;min-width:120px}
.of{font-weight:600;overflow-wrap:anywhere}
.table{flex:1;min-height:0;display:flex;flex-direction:column;outline-offset:-1px}
.rows{flex:1;min-height:0;overflow:auto;position:relative}
.space{position:relative;min-width:100%}
.row{display:grid;grid-template-columns:var(--columns);height:var(--row);align-items:center;padding-inline-end:12px}
.rows .row{position:absolute;left:0;right:0;cursor:default}
.row.head{border-bottom:1px solid var(--line);padding-inline-end:calc(12px + var(--bar,0px))}
.head .cell,.head button{font-weight:600}.head button{background:none;border:0;padding:0;color:inherit}
.head [aria-sort=ascending] button::after{content:" ↑"}.head [aria-sort=descending] button::after{content:" ↓"}
.cell{overflow:hidden;text-overflow:ellipsis;white-space:nowrap;padding:0 8px}
.cell:first-child{padding-inline-start:8px}
.head .cell:first-child,.panel-table .rows .cell:first-child{margin-inline-start:12px}
.cell.number{text-align:end;font-variant-numeric:tabular-nums}
.twisty{display:inline-block;width:16px;text-align:center;color:var(--vscode-icon-foreground,var(--soft))}
.rows .row:hover{background:var(--vscode-list-hoverBackground)}
.row.focused{background:var(--vscode-list-inactiveSelectionBackground)}
.table:focus .row.focused{background:var(--vscode-list-activeSelectionBackground);color:var(--vscode-list-activeSelectionForeground);outline:1px solid var(--vscode-contrastActiveBorder,var(--vscode-list-focusOutline,transparent));outline-offset:-1px}
.table:focus .row.focused .cell{color:inherit}
.cell.is-dangerous{color:var(--vscode-list-errorForeground,var(--error))}.cell.is-unknown{color:var(--vscode-list-warningForeground,var(--warning))}.cell.is-inert,.cell.is-framework{color:var(--soft)}
.bytes{flex:1;min-height:0;overflow:auto;padding:0 20px 12px;outline-offset:-1px}
.bytes table{border-collapse:collapse}
.bytes th,.bytes td{text-align:start;font-weight:normal;padding:0 24px 0 0;white-space:pre}
.bytes th{color:var(--soft)}
mark{background:var(--vscode-editor-findMatchBackground,Highlight);color:inherit;outline:1px solid var(--vscode-contrastActiveBorder,transparent)}
.templates{flex:1;min-height:0;overflow:auto;outline-offset:-1px}
.templates pre{margin:0;padding:0 20px 16px;white-space:pre-wrap;overflow-wrap:anywhere}
.t-comment{color:var(--vscode-descriptionForeground);font-style:italic}.t-mark{color:var(--vscode-symbolIcon-keywordForeground,var(--soft))}.t-word{color:var(--vscode-debugTokenExpression-name,inherit);font-weight:600}.t-string{color:var(--vscode-debugTokenExpression-string,inherit)}.t-code{color:inherit}
body.vscode-high-contrast .sign,body.vscode-high-contrast-light .sign{forced-color-adjust:none}
@media(forced-colors:active){.row.focused{outline:1px solid Highlight}}
`;
