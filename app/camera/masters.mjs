// Draws each of the 37 glyphs of several typefaces, large, for the training of the recogniser.
// node masters.mjs OUT.bin FONT...   -> OUT.bin: for each font 37 pictures of 96 x 96 bytes
import fs from 'node:fs';
import opentype from 'opentype.js';
const [out, ...fonts] = process.argv.slice(2);
const letters = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ<';
const S = 96, PITCH = 64, CAP = 60, OVER = 4;
const pictures = [];
for (const file of fonts) {
  const b = fs.readFileSync(file);
  const font = opentype.parse(b.buffer.slice(b.byteOffset, b.byteOffset + b.byteLength));
  const h = font.charToGlyph('H').getBoundingBox();
  const cap = h.y2 - h.y1;
  const advance = font.charToGlyph('H').advanceWidth;
  console.error(file, 'pitch/cap', (advance / cap).toFixed(3), 'base', h.y1);
  for (const c of letters) {
    const g = font.charToGlyph(c);
    const path = g.getPath(0, 0, font.unitsPerEm);
    const edges = [];
    let start = null, at = null;
    const line = (x, y) => { if (at && (at[1] !== y)) edges.push([at[0], at[1], x, y]); at = [x, y]; };
    for (const k of path.commands) {
      if (k.type === 'M') { if (start) line(...start); start = at = [k.x, k.y]; }
      else if (k.type === 'L') line(k.x, k.y);
      else if (k.type === 'Q') { const p = at; for (let i = 1; i <= 8; i++) { const t = i / 8, u = 1 - t; line(u*u*p[0] + 2*u*t*k.x1 + t*t*k.x, u*u*p[1] + 2*u*t*k.y1 + t*t*k.y); } }
      else if (k.type === 'C') { const p = at; for (let i = 1; i <= 10; i++) { const t = i / 10, u = 1 - t; line(u*u*u*p[0] + 3*u*u*t*k.x1 + 3*u*t*t*k.x2 + t*t*t*k.x, u*u*u*p[1] + 3*u*u*t*k.y1 + 3*u*t*t*k.y2 + t*t*t*k.y); } }
      else if (k.type === 'Z') { if (start) line(...start); start = null; }
    }
    if (start) line(...start);
    // glyph space (y down, baseline 0, cap top -cap) -> picture
    const fx = x => (x / advance - 0.5) * PITCH + S / 2;
    const fy = y => ((y + h.y1) / cap + 0.5) * CAP + S / 2;
    const e = edges.map(([a, b2, c2, d]) => [fx(a), fy(b2), fx(c2), fy(d)]);
    const pic = new Float32Array(S * S);
    for (let sy = 0; sy < S * OVER; sy++) {
      const y = (sy + 0.5) / OVER;
      const hits = [];
      for (const [x1, y1, x2, y2] of e) {
        if ((y1 <= y) !== (y2 <= y)) hits.push([x1 + (y - y1) / (y2 - y1) * (x2 - x1), y2 > y1 ? 1 : -1]);
      }
      hits.sort((a, b2) => a[0] - b2[0]);
      let w = 0;
      for (let i = 0; i + 1 < hits.length; i++) {
        w += hits[i][1];
        if (w === 0) continue;
        const from = Math.max(0, hits[i][0]), to = Math.min(S, hits[i + 1][0]);
        for (let x = Math.floor(from); x < to; x++) pic[(sy / OVER | 0) * S + x] += (Math.min(x + 1, to) - Math.max(x, from)) / OVER;
      }
    }
    pictures.push(Buffer.from(Uint8Array.from(pic, v => Math.round(255 * Math.min(1, v)))));
  }
}
fs.writeFileSync(out, Buffer.concat(pictures));
