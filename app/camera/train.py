"""Trains the recogniser of the 37 glyphs of a machine-readable zone on drawn glyphs.

python3 train.py MASTERS.bin OUT.bin [MILLIONS]

A sample is one cell of the zone: 16 x 20 grey values, the glyph between parts of its neighbours,
moved, turned, sheared, scaled, made thin or bold, blurred, over shadow, pattern and noise.
The network is 320 - 144 - 64 - 37; OUT.bin holds its weights as bytes with one scale a row:
for each layer, for each output: float32 scale, float32 bias, then int8 weights.
"""
import sys
import time
import numpy as np
from scipy.ndimage import gaussian_filter

W, H, SIDE, PITCH, CAP = 16, 20, 96, 64.0, 60.0
rng = np.random.default_rng(9303)
masters = np.fromfile(sys.argv[1], np.uint8).reshape(-1, 37, SIDE, SIDE).astype(np.float32) / 255
millions = float(sys.argv[3]) if len(sys.argv) > 3 else 6
fonts = masters.shape[0]
share = np.array([6.0, 2.0] + [0.5] * (fonts - 2)); share /= share.sum()

WEIGHTS = [(3.0, 0.68), (2.0, 0.5), (3.0, 0.3), (4.0, 0.18)]  # blur before the cut, the cut
BLURS = [1.2, 3.0, 5.0, 7.5, 10.0]
bank = np.zeros((fonts, len(WEIGHTS), len(BLURS), 37, SIDE, SIDE), np.uint8)
for f in range(fonts):
    for w, (s, cut) in enumerate(WEIGHTS):
        for c in range(37):
            hard = np.clip((gaussian_filter(masters[f, c], s) - cut) * 6 + 0.5, 0, 1)
            for b, blur in enumerate(BLURS):
                bank[f, w, b, c] = np.round(255 * gaussian_filter(hard, blur))
flat = bank.reshape(-1)
gy, gx = np.meshgrid((np.arange(H) + 0.5) / H - 0.5, (np.arange(W) + 0.5) / W - 0.5, indexing='ij')
gx = (gx * PITCH).reshape(-1)            # one pitch wide
gy = (gy * CAP * 1.3).reshape(-1)        # 1.3 times the height of a capital


def batch(n):
    f = rng.choice(fonts, n, p=share)
    w = rng.choice(len(WEIGHTS), n, p=[0.2, 0.45, 0.25, 0.1])
    b = rng.choice(len(BLURS), n, p=[0.25, 0.25, 0.22, 0.18, 0.1])
    c = np.where(rng.random(n) < 0.06, 36, rng.integers(0, 37, n))
    sides = np.where(rng.random((2, n)) < 0.3, 36, rng.integers(0, 37, (2, n)))
    away = rng.random((2, n)) < 0.06     # nothing beside it: the end of a line
    u = lambda a: rng.uniform(-a, a, (n, 1))
    turn, shear = u(0.09), u(0.14)
    sx, sy = 1 + u(0.16), 1 + u(0.13)
    dx, dy = u(7.5), u(6.5)
    x = gx * sx + gy * (shear + turn) + dx
    y = gy * sy - gx * turn + dy
    base = ((f * len(WEIGHTS) + w) * len(BLURS) + b)[:, None] * 37

    def ink(glyph, x):
        xi = np.round(x + SIDE / 2).astype(np.int64)
        yi = np.round(y + SIDE / 2).astype(np.int64)
        inside = (xi >= 0) & (xi < SIDE) & (yi >= 0) & (yi < SIDE)
        at = ((base + glyph[:, None]) * SIDE + np.clip(yi, 0, SIDE - 1)) * SIDE + np.clip(xi, 0, SIDE - 1)
        return np.where(inside, flat[at], 0).astype(np.float32) / 255

    v = ink(c, x)
    v = np.maximum(v, ink(sides[0], x + PITCH) * ~away[0][:, None])
    v = np.maximum(v, ink(sides[1], x - PITCH) * ~away[1][:, None])
    grad = u(0.35) * gx / PITCH + u(0.35) * gy / CAP
    k = rng.uniform(0.05, 0.5, (n, 1)); way = rng.uniform(0, np.pi, (n, 1))
    wave = np.sin(k * (gx * np.cos(way) + gy * np.sin(way)) + rng.uniform(0, 6.3, (n, 1)))
    v = v + grad + wave * np.maximum(0, u(0.22))
    soft = rng.standard_normal((n, H, W)).astype(np.float32)
    soft = (soft + np.roll(soft, 1, 1) + np.roll(soft, 1, 2)) / 1.7
    v = v + soft.reshape(n, -1) * np.maximum(0.01, rng.uniform(-0.1, 0.3, (n, 1)))
    cap = rng.uniform(0.55, 1.6, (n, 1))
    v = np.minimum(v, cap)               # ink that saturates
    v = v - v.mean(1, keepdims=True)
    return (v / (v.std(1, keepdims=True) + 0.03)).astype(np.float32), c


sizes = [W * H, 144, 64, 37]
P = []
for i, o in zip(sizes, sizes[1:]):
    P += [rng.standard_normal((i, o)).astype(np.float32) * np.sqrt(2 / i), np.zeros(o, np.float32)]
M = [np.zeros_like(p) for p in P]; V = [np.zeros_like(p) for p in P]
SIZE = 512
steps = int(millions * 1e6 / SIZE)
start = time.time()
right = 0.0
for t in range(1, steps + 1):
    x, c = batch(SIZE)
    acts = [x]
    for l in range(3):
        z = acts[-1] @ P[2 * l] + P[2 * l + 1]
        acts.append(np.maximum(z, 0) if l < 2 else z)
    z = acts[3] - acts[3].max(1, keepdims=True)
    p = np.exp(z); p /= p.sum(1, keepdims=True)
    right = 0.99 * right + 0.01 * (p.argmax(1) == c).mean()
    g = p; g[np.arange(SIZE), c] -= 1; g /= SIZE
    rate = 2e-3 * 0.5 * (1 + np.cos(np.pi * t / steps)) + 1e-5
    for l in (2, 1, 0):
        gw, gb = acts[l].T @ g, g.sum(0)
        if l:
            g = (g @ P[2 * l].T) * (acts[l] > 0)
        for i, d in ((2 * l, gw), (2 * l + 1, gb)):
            M[i] = 0.9 * M[i] + 0.1 * d; V[i] = 0.999 * V[i] + 0.001 * d * d
            P[i] -= rate * (M[i] / (1 - 0.9 ** t)) / (np.sqrt(V[i] / (1 - 0.999 ** t)) + 1e-8)
    if t % 500 == 0:
        print(t, steps, f'{right:.4f}', f'{time.time() - start:.0f}s', flush=True)

out = bytearray()
for l in range(3):
    w, b = P[2 * l], P[2 * l + 1]
    for o in range(w.shape[1]):
        scale = np.abs(w[:, o]).max() / 127
        out += np.float32(scale).tobytes() + np.float32(b[o]).tobytes()
        out += np.round(w[:, o] / scale).astype(np.int8).tobytes()
open(sys.argv[2], 'wb').write(out)

x, c = batch(20000)
a = x
for l in range(3):
    a = a @ P[2 * l] + P[2 * l + 1]
    a = np.maximum(a, 0) if l < 2 else a
print('fresh samples read right:', (a.argmax(1) == c).mean())
wrong = {}
L = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ<'
for got, want in zip(a.argmax(1), c):
    if got != want: wrong[L[want] + L[got]] = wrong.get(L[want] + L[got], 0) + 1
print(sorted(wrong.items(), key=lambda k: -k[1])[:15])
