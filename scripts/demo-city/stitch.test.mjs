import assert from 'node:assert/strict';
import { test } from 'node:test';

import { removeCuts, stitchAreas, stitchLines, TILE_SIZE as T } from './stitch.mjs';

// Two tiles side by side; the edge between them is x = T. Rows run from 0 to T, downwards.
const WEST = '0/0';
const EAST = '1/0';
const TILES = new Set([WEST, EAST]);

const piece = (tile, ...points) => ({ tile, points: points.map(([x, y]) => ({ x, y })) });
const plain = (line) => line.map(({ x, y }) => [x, y]);
const kinds = (line) => line.map(({ kind }) => kind);
const nothingDrawn = () => false;

/** A ring turned so that it starts at its least corner, to compare rings whatever corner they begin at. */
function turned(ring) {
  const corners = plain(ring).slice(0, -1);
  const least = corners.reduce((best, [x, y], i) => (x < corners[best][0] || (x === corners[best][0] && y < corners[best][1]) ? i : best), 0);
  return [...corners.slice(least), ...corners.slice(0, least)];
}

test('a way cut once is one line again, in its own direction', () => {
  const west = piece(WEST, [T - 100, 50], [T, 50]);
  const east = piece(EAST, [T, 50], [T + 100, 50]);
  for (const pieces of [[west, east], [east, west]]) {
    const lines = stitchLines(pieces, TILES);
    assert.equal(lines.length, 1);
    assert.deepEqual(plain(lines[0]), [[T - 100, 50], [T, 50], [T + 100, 50]]);
    assert.deepEqual(kinds(lines[0]), ['vertex', 'cut', 'vertex']);
  }
});

test('a way that runs westwards keeps running westwards', () => {
  const lines = stitchLines([piece(WEST, [T, 50], [T - 100, 50]), piece(EAST, [T + 100, 50], [T, 50])], TILES);
  assert.deepEqual(lines.map(plain), [[[T + 100, 50], [T, 50], [T - 100, 50]]]);
});

test('a way that weaves over the edge is strung together in order', () => {
  const pieces = [
    piece(WEST, [T - 100, 10], [T, 10]),
    piece(WEST, [T, 30], [T - 100, 40], [T, 50]),
    piece(EAST, [T, 10], [T + 100, 20], [T, 30]),
    piece(EAST, [T, 50], [T + 100, 60]),
  ];
  const lines = stitchLines(pieces, TILES);
  assert.equal(lines.length, 1);
  assert.deepEqual(plain(lines[0]).map(([, y]) => y), [10, 10, 20, 30, 40, 50, 60]);
});

test('a way cut in the corner of four tiles goes on in the tile across', () => {
  const tiles = new Set(['0/0', '1/0', '0/1', '1/1']);
  const lines = stitchLines([piece('0/0', [T - 10, T - 10], [T, T]), piece('1/1', [T, T], [T + 10, T + 10])], tiles);
  assert.equal(lines.length, 1);
});

test('a way that leaves at the rim and comes back stays in two, with ends', () => {
  const lines = stitchLines([piece(WEST, [50, 50], [0, 60]), piece(WEST, [0, 90], [50, 100])], TILES);
  assert.deepEqual(lines.map(kinds), [['vertex', 'end'], ['end', 'vertex']]);
});

test('a ring road over the edge closes', () => {
  const lines = stitchLines([
    piece(WEST, [T, 10], [T - 50, 10], [T - 50, 90], [T, 90]),
    piece(EAST, [T, 90], [T + 50, 90], [T + 50, 10], [T, 10]),
  ], TILES);
  assert.equal(lines.length, 1);
  const whole = removeCuts(lines[0], nothingDrawn);
  assert.deepEqual(whole.at(0), whole.at(-1));
  assert.deepEqual(turned(whole), [[T - 50, 10], [T - 50, 90], [T + 50, 90], [T + 50, 10]]);
});

test('a ring road that begins inside a tile closes too', () => {
  const lines = stitchLines([
    piece(WEST, [T - 50, 50], [T - 50, 90], [T, 90]),
    piece(EAST, [T, 90], [T + 50, 90], [T + 50, 10], [T, 10]),
    piece(WEST, [T, 10], [T - 50, 10], [T - 50, 50]),
  ], TILES);
  assert.deepEqual(lines.map((line) => plain(removeCuts(line, nothingDrawn))),
    [[[T - 50, 50], [T - 50, 90], [T + 50, 90], [T + 50, 10], [T - 50, 10], [T - 50, 50]]]);
});

test('a loop that starts on the edge goes on into the other tile, not into itself', () => {
  const loop = piece(WEST, [T, 50], [T - 1, 10], [T - 80, 50], [T - 1, 90], [T, 50]);
  const tail = piece(EAST, [T, 50], [T + 100, 50]);
  const lines = stitchLines([loop, tail], TILES);
  assert.equal(lines.length, 1);
  assert.equal(lines[0].length, 6);
});

test('of two ways on from one spot on the edge the straight one is taken', () => {
  const pieces = [
    piece(WEST, [T - 100, 50], [T, 50]),
    piece(EAST, [T, 50], [T + 5, 900]),
    piece(EAST, [T, 50], [T + 100, 50]),
  ];
  const lines = stitchLines(pieces, TILES);
  assert.ok(lines.some((line) => line.length === 3 && line[2].x === T + 100));
});

test('what goes on from one spot on the edge is used once', () => {
  const pieces = [
    piece(WEST, [T - 100, 50], [T, 50]),
    piece(WEST, [T - 100, 60], [T, 50]),
    piece(EAST, [T, 50], [T + 5, 900]),
    piece(EAST, [T, 50], [T + 100, 50]),
  ];
  const lines = stitchLines(pieces, TILES);
  assert.deepEqual(lines.map(({ length }) => length), [3, 3]);
});

test('a cut on the straight line goes, also one that rounding moved a little', () => {
  const [line] = stitchLines([piece(WEST, [T - 100, 50], [T, 51]), piece(EAST, [T, 51], [T + 100, 50])], TILES);
  assert.deepEqual(plain(removeCuts(line, nothingDrawn)), [[T - 100, 50], [T + 100, 50]]);
});

test('a bend on the edge was drawn by somebody and stays', () => {
  const [line] = stitchLines([piece(WEST, [T - 100, 50], [T, 90]), piece(EAST, [T, 90], [T + 100, 50])], TILES);
  const kept = removeCuts(line, nothingDrawn);
  assert.deepEqual(plain(kept), [[T - 100, 50], [T, 90], [T + 100, 50]]);
  assert.deepEqual(kinds(kept), ['vertex', 'vertex', 'vertex']);
});

test('a turning back on the edge stays', () => {
  const hairpin = [{ x: T - 90, y: 50, kind: 'vertex' }, { x: T, y: 50, kind: 'cut' }, { x: T - 40, y: 50, kind: 'vertex' }];
  assert.equal(removeCuts(hairpin, nothingDrawn).length, 3);
});

test('a cut where something is drawn stays, straight or not', () => {
  const [line] = stitchLines([piece(WEST, [T - 100, 50], [T, 50]), piece(EAST, [T, 50], [T + 100, 50])], TILES);
  assert.equal(removeCuts(line, ({ x, y }) => x === T && y === 50).length, 3);
});

test('a house over the edge is one outline without the edge', () => {
  const rings = stitchAreas([
    piece(WEST, [T - 50, 10], [T, 10], [T, 90], [T - 50, 90], [T - 50, 10]),
    piece(EAST, [T, 10], [T + 50, 10], [T + 50, 90], [T, 90], [T, 10]),
  ], TILES);
  assert.equal(rings.length, 1);
  assert.deepEqual(turned(removeCuts(rings[0], nothingDrawn)), [[T - 50, 10], [T + 50, 10], [T + 50, 90], [T - 50, 90]]);
});

test('a U over the edge, in one piece on one side and two on the other, is one outline', () => {
  const rings = stitchAreas([
    piece(WEST, [T - 50, 10], [T, 10], [T, 30], [T - 20, 30], [T - 20, 60], [T, 60], [T, 90], [T - 50, 90], [T - 50, 10]),
    piece(EAST, [T, 10], [T + 50, 10], [T + 50, 30], [T, 30], [T, 10]),
    piece(EAST, [T, 60], [T + 50, 60], [T + 50, 90], [T, 90], [T, 60]),
  ], TILES);
  assert.equal(rings.length, 1);
  assert.deepEqual(turned(removeCuts(rings[0], nothingDrawn)),
    [[T - 50, 10], [T + 50, 10], [T + 50, 30], [T - 20, 30], [T - 20, 60], [T + 50, 60], [T + 50, 90], [T - 50, 90]]);
});

test('a park over the corner of four tiles loses the corner', () => {
  const tiles = new Set(['0/0', '1/0', '0/1', '1/1']);
  const rings = stitchAreas([
    piece('0/0', [T - 50, T - 50], [T, T - 50], [T, T], [T - 50, T], [T - 50, T - 50]),
    piece('1/0', [T, T - 50], [T + 50, T - 50], [T + 50, T], [T, T], [T, T - 50]),
    piece('1/1', [T, T], [T + 50, T], [T + 50, T + 50], [T, T + 50], [T, T]),
    piece('0/1', [T - 50, T], [T, T], [T, T + 50], [T - 50, T + 50], [T - 50, T]),
  ], tiles);
  assert.equal(rings.length, 1);
  assert.deepEqual(turned(removeCuts(rings[0], nothingDrawn)),
    [[T - 50, T - 50], [T + 50, T - 50], [T + 50, T + 50], [T - 50, T + 50]]);
});

test('an area cut off at the rim is closed along the rim', () => {
  const rings = stitchAreas([piece(WEST, [0, 10], [50, 10], [50, 90], [0, 90], [0, 10])], TILES);
  assert.deepEqual(turned(rings[0]), [[0, 10], [50, 10], [50, 90], [0, 90]]);
  assert.deepEqual(kinds(rings[0]), ['end', 'vertex', 'vertex', 'end', 'end']);
});

test('an area at the rim and over an edge is one outline', () => {
  const rings = stitchAreas([
    piece(WEST, [T - 50, 0], [T, 0], [T, 90], [T - 50, 90], [T - 50, 0]),
    piece(EAST, [T, 0], [T + 50, 0], [T + 50, 90], [T, 90], [T, 0]),
  ], TILES);
  assert.equal(rings.length, 1);
  assert.deepEqual(turned(rings[0]), [[T - 50, 0], [T, 0], [T + 50, 0], [T + 50, 90], [T, 90], [T - 50, 90]]);
});

test('an area whose other half is missing is still closed', () => {
  const rings = stitchAreas([piece(WEST, [T - 50, 10], [T, 10], [T, 90], [T - 50, 90], [T - 50, 10])], TILES);
  assert.deepEqual(turned(rings[0]), [[T - 50, 10], [T, 10], [T, 90], [T - 50, 90]]);
});
