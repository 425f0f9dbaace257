// The picture of the house and the table of its rooms, from architecture.json: what lint and the laws are made of as well.

const BEGIN = '<!-- layers:begin -->';
const END = '<!-- layers:end -->';

/** The page with the table of layers between its markers, the topmost first. */
export function pageWith(page, { layers, lines, complexity }) {
  const rows = [...layers]
    .reverse()
    .flatMap((layer, index) =>
      Object.entries(layer).map(([room, what]) => `| ${layers.length - index} | \`${room}\` | ${what} |`),
    );
  const table = [
    '| layer | room in `src/` | what it holds |',
    '|---|---|---|',
    ...rows,
    '',
    `A room imports rooms of lower layers only. A file has at most ${lines.file} lines as the formatter prints them, a rule ${lines.rule}; a function a complexity of at most ${complexity}.`,
  ].join('\n');
  return `${page.slice(0, page.indexOf(BEGIN) + BEGIN.length)}\n${table}\n${page.slice(page.indexOf(END))}`;
}

const WIDTH = 980;
const ROW = 84;
const GAP = 14;
const MARGIN = 20;

/** The rooms as a house: what is higher stands on what is lower. Follows the reader's theme. */
export function pictureOf({ layers }) {
  const height = MARGIN * 2 + layers.length * (ROW + GAP) - GAP;
  const floors = [...layers].reverse().map((layer, index) => floor(layer, MARGIN + index * (ROW + GAP)));
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="The rooms of the house, layer on layer: imports point downwards">
<style>
  .room { fill: #eef3fb; stroke: #5b7fb5; stroke-width: 1.5; }
  .name { font: 600 17px ui-monospace, Menlo, Consolas, monospace; fill: #1b2a41; }
  .what { font: 13px system-ui, "Segoe UI", sans-serif; fill: #3d4b63; }
  .arrow { stroke: #5b7fb5; stroke-width: 1.5; fill: none; marker-end: url(#down); }
  .tip { fill: #5b7fb5; }
  @media (prefers-color-scheme: dark) {
    .room { fill: #1d2838; stroke: #7ea3dc; } .name { fill: #e8eef8; } .what { fill: #b9c6da; }
    .arrow { stroke: #7ea3dc; } .tip { fill: #7ea3dc; }
  }
</style>
<defs><marker id="down" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto"><path class="tip" d="M0,0 L8,4 L0,8 z"/></marker></defs>
${floors.join('\n')}
${arrows(layers.length)}
</svg>
`;
}

function floor(layer, top) {
  const rooms = Object.entries(layer);
  const width = (WIDTH - MARGIN * 2 - (rooms.length - 1) * GAP) / rooms.length;
  return rooms
    .map(([name, what], index) => {
      const left = MARGIN + index * (width + GAP);
      const lines = wrapped(what, Math.floor((width - 32) / 6.6)).map(
        (line, at) => `<text class="what" x="${left + 16}" y="${top + 48 + at * 18}">${escaped(line)}</text>`,
      );
      return `<rect class="room" x="${left}" y="${top}" width="${width}" height="${ROW}" rx="8"/><text class="name" x="${left + 16}" y="${top + 26}">${name}</text>${lines.join('')}`;
    })
    .join('\n');
}

const arrows = (count) =>
  Array.from({ length: count - 1 }, (_, index) => {
    const bottom = MARGIN + index * (ROW + GAP) + ROW;
    return `<path class="arrow" d="M${WIDTH / 2},${bottom} v${GAP}"/>`;
  }).join('\n');

function wrapped(text, widest) {
  const lines = [''];
  for (const word of text.split(' ')) {
    const last = lines.length - 1;
    if (lines[last] !== '' && `${lines[last]} ${word}`.length > widest) lines.push(word);
    else lines[last] = lines[last] === '' ? word : `${lines[last]} ${word}`;
  }
  return lines;
}

const escaped = (text) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;');
