/** One style sheet for all pages: type, space and one accent colour, in light and dark. */
export const style = `
:root {
  color-scheme: light dark;
  --ground: #f6f7f9; --panel: #ffffff; --text: #16181d; --dim: #5b616e; --line: #dfe2e8;
  --accent: #3156d3; --accent-hover: #2747b4; --on-accent: #ffffff; --wash: #eef1fb; --bad: #b3261e; --bad-wash: #fcefee;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #101216; --panel: #181b21; --text: #eceef2; --dim: #a2a9b7; --line: #2c313b;
    --accent: #8ea6ff; --accent-hover: #a9bbff; --on-accent: #0d1330; --wash: #1e2435; --bad: #ff9d95; --bad-wash: #33201f;
  }
}
* { box-sizing: border-box; }
html { font: 15px/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", sans-serif; }
body { margin: 0; min-height: 100vh; background: var(--ground); color: var(--text); display: grid; place-items: center; padding: 24px 16px; }
main { width: 100%; max-width: 400px; }
.brand { display: flex; align-items: center; gap: 10px; margin: 0 0 20px; font-weight: 600; }
.brand svg { width: 28px; height: 28px; flex: none; }
.brand span { color: var(--dim); font-weight: 400; margin-left: auto; font-size: 13px; }
.panel { background: var(--panel); border: 1px solid var(--line); border-radius: 12px; padding: 28px; }
h1 { font-size: 20px; line-height: 1.3; font-weight: 600; letter-spacing: -0.01em; margin: 0 0 4px; }
h2 { font-size: 13px; font-weight: 600; margin: 0 0 8px; }
p { margin: 0 0 12px; }
.dim { color: var(--dim); }
.lead { color: var(--dim); margin-bottom: 20px; }
label { display: block; font-weight: 500; font-size: 14px; margin: 0 0 6px; }
.field { margin-bottom: 16px; }
input[type=text], input[type=password] {
  width: 100%; font: inherit; color: inherit; background: transparent; border: 1px solid var(--line); border-radius: 8px; padding: 9px 12px;
}
input[aria-invalid=true] { border-color: var(--bad); }
input::placeholder { color: var(--dim); opacity: 1; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
input:focus-visible { outline-offset: -1px; }
.actions { display: flex; flex-direction: row-reverse; justify-content: flex-start; gap: 10px; margin-top: 24px; }
button { font: inherit; font-weight: 500; border-radius: 8px; padding: 9px 18px; cursor: pointer; border: 1px solid transparent; }
button.primary { background: var(--accent); color: var(--on-accent); }
button.primary:hover { background: var(--accent-hover); }
button.plain { background: transparent; color: var(--text); border-color: var(--line); }
button.plain:hover { background: var(--wash); }
button.wide { width: 100%; text-align: left; margin-bottom: 16px; }
button.small { padding: 3px 10px; font-size: 13px; }
.alert { background: var(--bad-wash); color: var(--bad); border-radius: 8px; padding: 10px 12px; margin: 0 0 16px; font-size: 14px; }
ul.scopes { list-style: none; margin: 0 0 16px; padding: 0; border-top: 1px solid var(--line); }
ul.scopes li { display: flex; gap: 12px; padding: 10px 0; border-bottom: 1px solid var(--line); }
ul.scopes svg { width: 18px; height: 18px; flex: none; margin-top: 2px; color: var(--accent); }
.accounts { margin-top: 16px; padding: 14px 18px; border: 1px solid var(--line); border-radius: 12px; font-size: 14px; }
.accounts ul { list-style: none; margin: 0; padding: 0; }
.accounts li { display: flex; align-items: center; gap: 12px; padding: 4px 0; }
.accounts code { margin-left: auto; }
code { font: 13px/1.4 ui-monospace, "SF Mono", "Cascadia Mono", Menlo, "DejaVu Sans Mono", monospace; }
code.big { display: block; font-size: 26px; letter-spacing: 0.06em; text-align: center; padding: 14px; margin: 0 0 16px; border: 1px solid var(--line); border-radius: 8px; }
.foot { color: var(--dim); font-size: 13px; margin: 16px 4px 0; }
.who { display: flex; align-items: center; gap: 12px; margin: 0 0 20px; }
.initial { width: 36px; height: 36px; border-radius: 50%; background: var(--wash); color: var(--accent); display: grid; place-items: center; font-weight: 600; flex: none; }
details { font-size: 14px; } summary { cursor: pointer; color: var(--dim); }
dl { margin: 8px 0 0; display: grid; grid-template-columns: auto 1fr; gap: 4px 12px; } dt { color: var(--dim); } dd { margin: 0; overflow-wrap: anywhere; }
[hidden] { display: none !important; }
`;
