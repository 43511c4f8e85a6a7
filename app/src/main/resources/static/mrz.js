// Reads the machine-readable zone of a document from grey pixels, on the device.
// Finds the rows of printed characters, lays the grid of the zone over them, reads each cell with a
// small trained network, and settles what is in doubt by the kind of each field and the check digits.

const GLYPHS = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ<';
const FILL = 36;
const CELL_W = 16, CELL_H = 20, TALL = 1.3;
const SIZES = [CELL_W * CELL_H, 144, 64, 37];

/** The network from the bytes of mrz.bin: of each output a scale, a bias and its weights. */
export function network(bytes) {
  const view = new DataView(bytes);
  let at = 0;
  const layers = [];
  for (let l = 0; l < 3; l++) {
    const [wide, high] = [SIZES[l], SIZES[l + 1]];
    const weights = new Float32Array(wide * high), bias = new Float32Array(high);
    for (let o = 0; o < high; o++) {
      const scale = view.getFloat32(at, true);
      bias[o] = view.getFloat32(at + 4, true);
      at += 8;
      for (let i = 0; i < wide; i++) weights[o * wide + i] = view.getInt8(at++) * scale;
    }
    layers.push({weights, bias, wide, high});
  }
  return layers;
}

// The logarithm of the likelihood of each of the 37 glyphs.
function classify(layers, cell) {
  let input = cell;
  for (let l = 0; l < 3; l++) {
    const {weights, bias, wide, high} = layers[l];
    const out = new Float32Array(high);
    for (let o = 0; o < high; o++) {
      let sum = bias[o];
      const row = o * wide;
      for (let i = 0; i < wide; i++) sum += weights[row + i] * input[i];
      out[o] = l < 2 && sum < 0 ? 0 : sum;
    }
    input = out;
  }
  let top = -Infinity, sum = 0;
  for (const v of input) if (v > top) top = v;
  for (const v of input) sum += Math.exp(v - top);
  const all = top + Math.log(sum);
  return input.map(v => Math.max(v - all, -12));
}

// ------------------------------------------------------------------------------- finding the rows

/** A picture of at most so many pixels on its longer side, as grey bytes with dark ink. */
export function grey(rgba, width, height) {
  const pixels = new Uint8Array(width * height);
  for (let i = 0, p = 0; i < pixels.length; i++, p += 4) {
    pixels[i] = (rgba[p] * 77 + rgba[p + 1] * 151 + rgba[p + 2] * 28) >> 8;
  }
  return {pixels, width, height};
}

function turned({pixels, width, height}) { // by a quarter
  const out = new Uint8Array(pixels.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) out[x * height + (height - 1 - y)] = pixels[y * width + x];
  }
  return {pixels: out, width: height, height: width};
}

// Ink is what is darker than its surroundings by some part, whatever the shadow.
function ink({pixels, width, height}, reach, part) {
  const sums = new Float64Array((width + 1) * (height + 1));
  for (let y = 0; y < height; y++) {
    let row = 0;
    for (let x = 0; x < width; x++) {
      row += pixels[y * width + x];
      sums[(y + 1) * (width + 1) + x + 1] = sums[y * (width + 1) + x + 1] + row;
    }
  }
  const out = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    const top = Math.max(0, y - reach), bottom = Math.min(height, y + reach + 1);
    for (let x = 0; x < width; x++) {
      const left = Math.max(0, x - reach), right = Math.min(width, x + reach + 1);
      const mean = (sums[bottom * (width + 1) + right] - sums[top * (width + 1) + right]
        - sums[bottom * (width + 1) + left] + sums[top * (width + 1) + left])
        / ((bottom - top) * (right - left));
      const v = pixels[y * width + x];
      out[y * width + x] = v < mean * (1 - part) && v < mean - 8 ? 1 : 0;
    }
  }
  return out;
}

// Connected ink: its box.
function blobs(map, width, height) {
  const found = [];
  const stack = new Int32Array(width * height);
  for (let start = 0; start < map.length; start++) {
    if (map[start] !== 1) continue;
    let depth = 0, count = 0, left = width, right = 0, top = height, bottom = 0;
    stack[depth++] = start;
    map[start] = 2;
    while (depth > 0) {
      const at = stack[--depth];
      const y = (at / width) | 0, x = at - y * width;
      count++;
      if (x < left) left = x;
      if (x > right) right = x;
      if (y < top) top = y;
      if (y > bottom) bottom = y;
      for (let dy = -1; dy <= 1; dy++) {
        const ny = y + dy;
        if (ny < 0 || ny >= height) continue;
        for (let dx = -1; dx <= 1; dx++) {
          const nx = x + dx;
          if (nx < 0 || nx >= width) continue;
          const next = ny * width + nx;
          if (map[next] === 1) { map[next] = 2; stack[depth++] = next; }
        }
      }
    }
    const w = right - left + 1, h = bottom - top + 1;
    if (h >= 6 && h <= height / 6 && w <= h * 2.2 && w >= 2 && count > h) {
      found.push({x: (left + right + 1) / 2, y: (top + bottom + 1) / 2, w, h, count});
    }
  }
  return found;
}

// Chains of blobs of one height that stand side by side: candidates for the rows of a zone.
function chains(list) {
  const order = [...list].sort((a, b) => a.x - b.x);
  const best = new Array(order.length).fill(-1), gap = new Array(order.length).fill(Infinity);
  for (let i = 0; i < order.length; i++) {
    const a = order[i];
    for (let j = i + 1; j < order.length; j++) {
      const b = order[j];
      const size = Math.max(a.h, b.h), dx = b.x - a.x, dy = Math.abs(b.y - a.y);
      if (dx > a.h * 3.6 && dx > b.h * 3.6) { if (dx > 200 && dx > a.h * 8) break; continue; }
      if (dx < size * 0.35 || Math.min(a.h, b.h) < size * 0.5 || dy > 0.22 * dx + size * 0.25) continue;
      const cost = dx + 2.5 * dy;
      if (cost < gap[i]) { gap[i] = cost; best[i] = j; }
    }
  }
  // One successor and one predecessor each: the nearer one keeps it.
  const from = new Array(order.length).fill(-1);
  for (let i = 0; i < order.length; i++) {
    const j = best[i];
    if (j >= 0 && (from[j] < 0 || gap[i] < gap[from[j]])) from[j] = i;
  }
  const rows = [];
  for (let i = 0; i < order.length; i++) {
    if (from[i] >= 0) continue;
    const row = [];
    for (let at = i; at >= 0; at = best[at] >= 0 && from[best[at]] === at ? best[at] : -1) row.push(order[at]);
    if (row.length >= 8) rows.push(row);
  }
  return rows;
}

const median = values => { const s = [...values].sort((a, b) => a - b); return s[s.length >> 1]; };

// A straight line y = a + b x through most of the points.
function line(points) {
  let kept = points, a = 0, b = 0;
  for (let round = 0; round < 3; round++) {
    const n = kept.length;
    const mx = kept.reduce((s, p) => s + p.x, 0) / n, my = kept.reduce((s, p) => s + p.y, 0) / n;
    let xx = 0, xy = 0;
    for (const p of kept) { xx += (p.x - mx) ** 2; xy += (p.x - mx) * (p.y - my); }
    b = xx ? xy / xx : 0;
    a = my - b * mx;
    const off = median(kept.map(p => Math.abs(p.y - a - b * p.x)));
    const next = kept.filter(p => Math.abs(p.y - a - b * p.x) <= Math.max(2.5 * off, 1.5));
    if (next.length < 6 || next.length === kept.length) break;
    kept = next;
  }
  return {a, b, points: kept};
}

function rowsOf(list) {
  let rows = chains(list).map(points => {
    const fit = line(points);
    const heights = fit.points.map(p => p.h).sort((x, y) => x - y);
    const h = heights[Math.floor(heights.length * 0.7)];
    return {...fit, h, left: fit.points[0].x, right: fit.points.at(-1).x};
  });
  // Parts of one row, broken by a gap, come together again.
  for (let again = true; again;) {
    again = false;
    search:
    for (const p of rows) {
      for (const q of rows) {
        if (p === q || p.left > q.left || q.left < p.right) continue;
        const gap = q.left - p.right, x = (p.right + q.left) / 2;
        if (gap < 14 * p.h && Math.abs(p.a + p.b * x - q.a - q.b * x) < 0.4 * p.h + 0.02 * gap
            && Math.abs(p.h - q.h) < 0.3 * p.h) {
          const fit = line([...p.points, ...q.points]);
          rows = rows.filter(r => r !== p && r !== q);
          rows.push({...fit, h: Math.max(p.h, q.h), left: fit.points[0].x, right: fit.points.at(-1).x});
          again = true;
          break search;
        }
      }
    }
  }
  return rows.filter(r => r.points.length >= 12 && r.right - r.left > 12 * r.h);
}

// ------------------------------------------------------------------------------- the grid

// Solves A x = b by elimination.
function solve(A, b) {
  const n = b.length;
  for (let c = 0; c < n; c++) {
    let p = c;
    for (let r = c + 1; r < n; r++) if (Math.abs(A[r][c]) > Math.abs(A[p][c])) p = r;
    if (Math.abs(A[p][c]) < 1e-12) return null;
    [A[c], A[p]] = [A[p], A[c]];
    [b[c], b[p]] = [b[p], b[c]];
    for (let r = c + 1; r < n; r++) {
      const f = A[r][c] / A[c][c];
      for (let k = c; k < n; k++) A[r][k] -= f * A[c][k];
      b[r] -= f * b[c];
    }
  }
  for (let c = n - 1; c >= 0; c--) {
    for (let k = c + 1; k < n; k++) b[c] -= A[c][k] * b[k];
    b[c] /= A[c][c];
  }
  return b;
}

// Least squares of value = sum of terms(t) over points, dropping what lies far off.
function fitted(points, terms) {
  let kept = points, answer = null;
  for (let round = 0; round < 3; round++) {
    const n = terms(kept[0]).length;
    const A = Array.from({length: n}, () => new Array(n).fill(0)), b = new Array(n).fill(0);
    for (const p of kept) {
      const t = terms(p);
      for (let i = 0; i < n; i++) {
        b[i] += t[i] * p.v;
        for (let j = 0; j < n; j++) A[i][j] += t[i] * t[j];
      }
    }
    answer = solve(A, b);
    if (!answer) return null;
    const off = p => Math.abs(terms(p).reduce((s, t, i) => s + t * answer[i], 0) - p.v);
    const limit = Math.max(3 * median(kept.map(off)), 0.8);
    const next = kept.filter(p => off(p) <= limit);
    if (next.length < 10 || next.length === kept.length) break;
    kept = next;
  }
  return answer;
}

// The distance between neighbours in a row: the one at which most blobs fall on whole steps.
function pitchOf(row) {
  const steps = [];
  for (let i = 1; i < row.points.length; i++) steps.push(row.points[i].x - row.points[i - 1].x);
  steps.sort((a, b) => a - b);
  const low = row.h * 0.5, high = row.h * 1.6;
  const near = steps.filter(s => s > low && s < high);
  return near.length ? median(near) : null;
}

// Whole column numbers for the blobs of a row, walking along it with a pitch that may drift.
function columns(row, pitch) {
  let at = 0, step = pitch;
  const out = [{...row.points[0], col: 0}];
  for (let i = 1; i < row.points.length; i++) {
    const d = row.points[i].x - row.points[i - 1].x;
    const n = Math.round(d / step);
    if (n < 1) continue;
    at += n;
    if (n <= 3) step = 0.85 * step + 0.15 * (d / n);
    out.push({...row.points[i], col: at});
  }
  return out;
}

// A row's own map from column to place: x is a curve of the second degree, y one of the column.
function track(row) {
  const pitch = pitchOf(row);
  if (!pitch) return null;
  let cols = columns(row, pitch);
  if (cols.length < 10) return null;
  let x = null, y = null;
  for (let round = 0; round < 2; round++) {
    x = fitted(cols.map(p => ({...p, v: p.x})), p => [1, p.col, p.col * p.col / 50]);
    y = fitted(cols.map(p => ({...p, v: p.y})), p => [1, p.col, p.col * p.col / 50]);
    if (!x || !y) return null;
    // Columns again by the fit, so that one miscount does not stay.
    const place = p => {
      const d = x[1] * x[1] - 4 * (x[2] / 50) * (x[0] - p.x);
      if (Math.abs(x[2]) < 1e-6 || d < 0) return (p.x - x[0]) / x[1];
      return (-x[1] + Math.sqrt(d)) / (2 * x[2] / 50);
    };
    cols = row.points.map(p => ({...p, exact: place(p)}))
      .map(p => ({...p, col: Math.round(p.exact)}))
      .filter(p => Math.abs(p.exact - p.col) < 0.4);
    if (cols.length < 10) return null;
  }
  // Ends: outermost columns that really look like print of this row.
  const inRow = cols.filter(p => p.h > row.h * 0.45 && p.h < row.h * 1.5);
  if (inRow.length < 10) return null;
  return {x, y, h: row.h, pitch: Math.abs(x[1]), first: Math.min(...inRow.map(p => p.col)),
    last: Math.max(...inRow.map(p => p.col)), count: inRow.length,
    at: c => [x[0] + x[1] * c + x[2] * c * c / 50, y[0] + y[1] * c + y[2] * c * c / 50]};
}

// The cells of one row, from column `from`, each read by the network.
function readRow(layers, image, row, from, count, flip) {
  const {pixels, width, height} = image;
  const out = [];
  const cell = new Float32Array(CELL_W * CELL_H);
  for (let c = 0; c < count; c++) {
    const col = flip ? from + count - 1 - c : from + c;
    const [cx, cy] = row.at(col);
    const [ax, ay] = row.at(col - 0.5), [bx, by] = row.at(col + 0.5);
    let ux = bx - ax, uy = by - ay;                       // one pitch along the row
    const long = Math.hypot(ux, uy) || 1;
    let vx = -uy / long * row.h * TALL, vy = ux / long * row.h * TALL;
    if (flip) { ux = -ux; uy = -uy; vx = -vx; vy = -vy; }
    let sum = 0, square = 0;
    for (let j = 0; j < CELL_H; j++) {
      const t = (j + 0.5) / CELL_H - 0.5;
      for (let i = 0; i < CELL_W; i++) {
        const s = (i + 0.5) / CELL_W - 0.5;
        const x = cx + s * ux + t * vx - 0.5, y = cy + s * uy + t * vy - 0.5;
        const xi = Math.max(0, Math.min(width - 2, Math.floor(x)));
        const yi = Math.max(0, Math.min(height - 2, Math.floor(y)));
        const fx = Math.max(0, Math.min(1, x - xi)), fy = Math.max(0, Math.min(1, y - yi));
        const p = yi * width + xi;
        const v = -((pixels[p] * (1 - fx) + pixels[p + 1] * fx) * (1 - fy)
          + (pixels[p + width] * (1 - fx) + pixels[p + width + 1] * fx) * fy) / 255;
        cell[j * CELL_W + i] = v;
        sum += v;
        square += v * v;
      }
    }
    const mean = sum / cell.length, spread = Math.sqrt(Math.max(0, square / cell.length - mean * mean));
    for (let k = 0; k < cell.length; k++) cell[k] = (cell[k] - mean) / (spread + 0.02);
    out.push(classify(layers, cell));
  }
  return out;
}

// ------------------------------------------------------------------------------- reading the text

const DIGIT = [...'0123456789'].map(c => GLYPHS.indexOf(c));
const LETTER = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'].map(c => GLYPHS.indexOf(c));
const KINDS = {
  n: DIGIT, N: [...DIGIT, FILL], a: LETTER, A: [...LETTER, FILL], x: [...DIGIT, ...LETTER, FILL],
  s: ['M', 'F', '<', 'X'].map(c => GLYPHS.indexOf(c)), p: [GLYPHS.indexOf('P')], v: [GLYPHS.indexOf('V')],
  i: ['I', 'A', 'C'].map(c => GLYPHS.indexOf(c)), c: ['I', 'A', 'C', 'P'].map(c => GLYPHS.indexOf(c)),
};

// Numbers seldom hold the letters that look like digits: many states leave them out.
const RARE = new Set([...'QDIZSBG'].map(c => GLYPHS.indexOf(c)));
const rare = g => g === 24 ? 2.5 : RARE.has(g) ? 1 : 0;

const rep = (s, n) => s.repeat(n);
// What may stand where; and which spans a check digit covers: [line, from, to]... and its place.
const FORMATS = {
  TD3: {rows: 2, cols: 44, kinds: ['pA' + rep('A', 42), rep('x', 9) + 'nAAA' + rep('N', 6) + 'n' + 's' + rep('N', 6) + 'n' + rep('x', 14) + 'Nn'],
    checks: [[[[1, 0, 9]], 1, 9], [[[1, 13, 19]], 1, 19], [[[1, 21, 27]], 1, 27], [[[1, 28, 42]], 1, 42],
      [[[1, 0, 10], [1, 13, 20], [1, 21, 43]], 1, 43]]},
  MRVA: {rows: 2, cols: 44, kinds: ['vA' + rep('A', 42), rep('x', 9) + 'nAAA' + rep('N', 6) + 'n' + 's' + rep('N', 6) + 'n' + rep('x', 16)],
    checks: [[[[1, 0, 9]], 1, 9], [[[1, 13, 19]], 1, 19], [[[1, 21, 27]], 1, 27]]},
  TD2: {rows: 2, cols: 36, kinds: ['cA' + rep('A', 34), rep('x', 9) + 'NAAA' + rep('N', 6) + 'n' + 's' + rep('N', 6) + 'n' + rep('x', 7) + 'n'],
    checks: [[[[1, 0, 9]], 1, 9], [[[1, 13, 19]], 1, 19], [[[1, 21, 27]], 1, 27],
      [[[1, 0, 10], [1, 13, 20], [1, 21, 35]], 1, 35]]},
  MRVB: {rows: 2, cols: 36, kinds: ['vA' + rep('A', 34), rep('x', 9) + 'nAAA' + rep('N', 6) + 'n' + 's' + rep('N', 6) + 'n' + rep('x', 8)],
    checks: [[[[1, 0, 9]], 1, 9], [[[1, 13, 19]], 1, 19], [[[1, 21, 27]], 1, 27]]},
  TD1: {rows: 3, cols: 30, kinds: ['iAAAA' + rep('x', 9) + 'N' + rep('x', 15), rep('N', 6) + 'n' + 's' + rep('N', 6) + 'n' + 'AAA' + rep('x', 11) + 'n', rep('A', 30)],
    checks: [[[[0, 5, 14]], 0, 14], [[[1, 0, 6]], 1, 6], [[[1, 8, 14]], 1, 14],
      [[[0, 5, 30], [1, 0, 7], [1, 8, 15], [1, 18, 29]], 1, 29]]},
};

const worth = g => g === FILL ? 0 : g;
function digit(glyphs, spans) {
  let sum = 0, i = 0;
  for (const [l, from, to] of spans) {
    for (let c = from; c < to; c++) sum += worth(glyphs[l][c]) * [7, 3, 1][i++ % 3];
  }
  return sum % 10;
}

const holds = (glyphs, [spans, l, c], optional) => {
  const want = digit(glyphs, spans), got = glyphs[l][c];
  return got === want || (optional && got === FILL && want === 0);
};

/** The best text of a format for these likelihoods: lines, how sure, which checks hold. */
export function settle(name, likely) {
  const format = FORMATS[name];
  const glyphs = [], loss = [];
  let score = 0;
  const options = format.kinds.map((kinds, l) => [...kinds].map((kind, c) => {
    const v = likely[l][c];
    return KINDS[kind].map(g => [kind === 'x' ? v[g] - rare(g) : v[g], g]).sort((a, b) => b[0] - a[0]).slice(0, 4);
  }));
  for (let l = 0; l < format.rows; l++) {
    glyphs.push(options[l].map(o => o[0][1]));
    loss.push(options[l].map(o => o[0][0]));
  }
  // Long numbers of cards run on into the optional data: their check digit is a filler here.
  const overflow = (name === 'TD1' && glyphs[0][14] === FILL) || (name === 'TD2' && glyphs[1][9] === FILL);
  const checks = overflow ? format.checks.slice(1) : format.checks;
  const optional = check => name === 'TD3' && check[2] === 42;
  let changed = 0;
  const wrongNow = () => checks.filter(check => !holds(glyphs, check, optional(check))).length;
  // The check digits one by one: the cheapest change of at most two places that makes it hold,
  // and does not break another.
  for (const check of checks) {
    if (holds(glyphs, check, optional(check))) continue;
    const before = wrongNow();
    const places = [];
    for (const [l, from, to] of check[0]) {
      for (let c = from; c < to; c++) {
        for (const [v, g] of options[l][c].slice(1)) {
          const cost = options[l][c][0][0] - v;
          if (cost < 7) places.push({l, c, g, cost});
        }
      }
    }
    for (const [v, g] of options[check[1]][check[2]].slice(1)) {
      const cost = options[check[1]][check[2]][0][0] - v;
      if (cost < 7) places.push({l: check[1], c: check[2], g, cost});
    }
    places.sort((a, b) => a.cost - b.cost);
    places.length = Math.min(places.length, 40);
    let best = null;
    const trial = (moves, cost) => {
      if (best && cost >= best.cost) return;
      const old = moves.map(m => glyphs[m.l][m.c]);
      moves.forEach(m => { glyphs[m.l][m.c] = m.g; });
      const wrong = wrongNow();
      if (holds(glyphs, check, optional(check)) && wrong < before) best = {moves, cost};
      moves.forEach((m, i) => { glyphs[m.l][m.c] = old[i]; });
    };
    for (let i = 0; i < places.length; i++) {
      trial([places[i]], places[i].cost);
      for (let j = 0; j < i; j++) {
        if (places[i].l !== places[j].l || places[i].c !== places[j].c) {
          trial([places[i], places[j]], places[i].cost + places[j].cost + 1);
        }
      }
    }
    if (best) {
      for (const m of best.moves) { glyphs[m.l][m.c] = m.g; loss[m.l][m.c] = -m.cost; changed++; }
    }
  }
  let places = 0, weakest = 0;
  for (let l = 0; l < format.rows; l++) {
    for (const v of loss[l]) { score += v; places++; weakest = Math.min(weakest, v); }
  }
  const right = checks.filter(check => holds(glyphs, check, optional(check))).length;
  return {format: name, lines: glyphs.map(row => row.map(g => GLYPHS[g]).join('')),
    right, checks: checks.length, changed, mean: score / places, weakest};
}

// Rows that stand below one another with the same tilt: two or three of them make a zone.
function stacks(tracks) {
  const out = [];
  const next = (p, q) => {
    const cx = p.at((p.first + p.last) / 2)[0];
    const py = yAt(p, cx), qy = yAt(q, cx);
    const gap = qy - py, size = Math.max(p.h, q.h);
    return gap > 1.15 * size && gap < 4.2 * size && Math.min(p.h, q.h) > 0.6 * size
      && Math.min(p.pitch, q.pitch) > 0.8 * Math.max(p.pitch, q.pitch);
  };
  for (const p of tracks) {
    for (const q of tracks) {
      if (p === q || !next(p, q)) continue;
      out.push([p, q]);
      for (const r of tracks) if (r !== q && r !== p && next(q, r)) out.push([p, q, r]);
    }
  }
  return out.sort((a, b) => sum(b) - sum(a)).slice(0, 6);
}
const sum = rows => rows.reduce((s, r) => s + r.count, 0) / Math.sqrt(rows.length);
const yAt = (row, x) => row.at((x - row.x[0]) / row.x[1])[1];

// Where rows begin and end differs when marks are lost: one frame for all of them.
function shifted(rows) {
  const base = rows[0];
  return rows.map(row => {
    // The column of this row that stands under column 0 of the first.
    const mid = (base.first + base.last) / 2;
    const [bx, by] = base.at(mid), [ex, ey] = base.at(mid + 1);
    const ux = ex - bx, uy = ey - by, long = Math.hypot(ux, uy);
    let c = (bx - row.x[0]) / row.x[1];
    for (let i = 0; i < 3; i++) { // foot of the perpendicular
      const [x, y] = row.at(c);
      c -= ((x - bx) * ux + (y - by) * uy) / long / row.pitch;
    }
    return Math.round(c - mid);
  });
}

function zones(layers, image, tracks, flip) {
  const found = [];
  for (const stack of stacks(tracks)) {
    const rows = flip ? [...stack].reverse() : stack;
    const shift = shifted(rows);
    const first = Math.min(...rows.map((r, i) => r.first - shift[i]));
    const last = Math.max(...rows.map((r, i) => r.last - shift[i]));
    const span = last - first + 1;
    for (const cols of rows.length === 3 ? [30] : [44, 36]) {
      if (span < cols - 8 || span > cols + 5) continue;
      const from = Math.min(first, last - cols + 1), to = Math.max(first, last - cols + 1);
      const wide = to - from + cols;
      const read = rows.map((r, i) => readRow(layers, image, r, from + shift[i], wide, flip));
      for (let start = 0; start + cols <= wide; start++) {
        const likely = read.map(row => row.slice(start, start + cols));
        const names = cols === 30 ? ['TD1'] : cols === 44 ? ['TD3', 'MRVA'] : ['TD2', 'MRVB'];
        for (const name of names) found.push({...settle(name, likely), likely});
      }
    }
  }
  return found;
}

const rank = r => r.right / r.checks * 4 + r.mean;

/** Reads the zone of a grey picture; null when there is none. `sure`: every check digit holds. */
export function read(layers, image, quarters = [0]) {
  let best = null;
  let at = image;
  for (let q = 0; q < 2; q++) {
    if (q > 0) at = turned(at);
    if (!quarters.includes(q)) continue;
    for (const [reach, part] of [[Math.round(at.width / 50), 0.14], [Math.round(at.width / 110), 0.22], [Math.round(at.width / 70), 0.07]]) {
      const list = blobs(ink(at, Math.max(6, reach), part), at.width, at.height);
      if (list.length > 6000) continue;
      const tracks = rowsOf(list).map(track).filter(t => t !== null);
      if (tracks.length < 2) continue;
      for (const flip of [false, true]) {
        for (const r of zones(layers, at, tracks, flip)) if (!best || rank(r) > rank(best)) best = r;
        if (best && good(best)) return {...best, sure: true};
      }
    }
  }
  return best && best.mean > -1.2 && best.right >= best.checks - 1 ? {...best, sure: false} : null;
}

const good = r => r.right === r.checks && r.mean > -0.35 && r.weakest > -5 && r.changed < 4;

/** Adds up what several pictures of the same document say, place by place. */
export function together(reads) {
  const last = reads.at(-1);
  const same = reads.filter(r => r.format === last.format);
  const likely = last.likely.map((row, l) => row.map((_, c) => {
    const all = new Float32Array(37);
    for (const r of same) for (let g = 0; g < 37; g++) all[g] += r.likely[l][c][g] / same.length;
    return all;
  }));
  const settled = settle(last.format, likely);
  return {...settled, likely, sure: good(settled), frames: same.length};
}
