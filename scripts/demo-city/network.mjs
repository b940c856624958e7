// From pieces of ways to OpenStreetMap objects: whole ways that share nodes where their vertices coincide.

import { positionKey, removeCuts, stitchAreas, stitchLines, TILE_SIZE } from './stitch.mjs';

/** Ids made up here begin far above OpenStreetMap's own, so that nobody takes one for the other. */
export const FIRST_MADE_UP_ID = 100_000_000_000;

/** Of several tagged nodes at one position, the one that matters to traffic is the way's own. */
const STREET_KEYS = new Set(['highway', 'barrier', 'crossing', 'railway', 'traffic_calming', 'entrance']);
const isStreetNode = (node) => node.tags.some(([key]) => STREET_KEYS.has(key));

const byId = (a, b) => a.id - b.id;

/** The tagged node at each position. */
function indexNodes(nodes) {
  const index = new Map();
  for (const node of [...nodes].sort(byId)) {
    const key = positionKey(node);
    const there = index.get(key);
    if (!there || (isStreetNode(node) && !isStreetNode(there))) index.set(key, node);
  }
  return index;
}

/** Every way whole again; one that left the tiles and came back has several parts, of which the first keeps the id. */
function stitchAll(ways, tiles, nodeAt) {
  const whole = [...ways].sort(byId).map((way) => ({
    ...way,
    parts: way.area ? stitchAreas(way.pieces, tiles) : stitchLines(way.pieces, tiles),
  }));
  const drawn = new Set(nodeAt.keys());
  for (const { parts } of whole) {
    for (const part of parts) for (const point of part) if (point.kind === 'vertex') drawn.add(positionKey(point));
  }
  const isDrawn = (point) => drawn.has(positionKey(point));
  for (const way of whole) way.parts = way.parts.map((part) => removeCuts(part, isDrawn));
  return whole;
}

/**
 * The tiles round down to a grid that is finer than OpenStreetMap's own of 1e-7 degrees. So there is just one of
 * its positions in a grid cell, and the cell's middle rounds to it: the mappers' coordinates come back exactly.
 */
export function toLonLat({ x, y }, zoom) {
  const world = TILE_SIZE * 2 ** zoom;
  const mercator = Math.PI * (1 - (2 * (y + 0.5)) / world);
  return {
    lon7: Math.round(((x + 0.5) / world) * 3.6e9 - 1.8e9),
    lat7: Math.round((Math.atan(Math.sinh(mercator)) * 1.8e9) / Math.PI),
  };
}

/**
 * @param found what readTiles gave
 * @returns {{nodes: {id, lon7, lat7, tags}[], ways: {id, refs, tags}[]}} both sorted by id
 */
export function buildNetwork({ nodes, ways, tiles, zoom }) {
  const nodeAt = indexNodes(nodes.values());
  const outNodes = [...nodes.values()].map(({ id, tags, x, y }) => ({ id, tags, ...toLonLat({ x, y }, zoom) }));
  const outWays = [];
  const madeUp = new Map();
  let nextNode = FIRST_MADE_UP_ID;
  let nextWay = FIRST_MADE_UP_ID;

  const nodeFor = (point, wayId) => {
    const own = point.kind === 'end'; // only this way is known to pass here
    const key = own ? `${positionKey(point)} of ${wayId}` : positionKey(point);
    const tagged = own ? undefined : nodeAt.get(key);
    if (tagged) return tagged.id;
    if (!madeUp.has(key)) {
      madeUp.set(key, nextNode);
      outNodes.push({ id: nextNode++, tags: [], ...toLonLat(point, zoom) });
    }
    return madeUp.get(key);
  };

  for (const { id, tags, parts } of stitchAll(ways.values(), tiles, nodeAt)) {
    parts.forEach((points, i) => {
      const refs = points.map((point) => nodeFor(point, id));
      outWays.push({ id: i === 0 ? id : nextWay++, refs, tags });
    });
  }
  return { nodes: outNodes.sort(byId), ways: outWays.sort(byId) };
}
