// Joins the pieces of OpenStreetMap ways that a grid of vector tiles has cut at its edges.
//
// Positions are whole numbers on one grid that spans all tiles; a tile is TILE_SIZE wide. Where a way crosses
// from one tile into the next, both tiles hold a point at exactly the same position on the edge between them.
// That point is the cutter's work, not the mapper's: after joining it goes, if the way runs straight on there.

export const TILE_SIZE = 2 ** 20;

// Rounding to the grid moves a cut off the straight line by one unit at the most.
const STRAIGHT_WITHIN = 1.5;

/**
 * What a point of a stitched way is:
 * - vertex: drawn by a mapper; ways that have a vertex at one position share a node there
 * - cut: made by cutting and joined again; belongs to its way alone
 * - end: made by cutting at the rim of all tiles, where the way is lost from sight; belongs to its way alone
 * @typedef {{x: number, y: number, kind: 'vertex' | 'cut' | 'end'}} Point
 *
 * A way's part in one tile. `points` of an area are a ring whose last point repeats the first.
 * @typedef {{tile: string, points: {x: number, y: number}[]}} Piece
 */

export const positionKey = ({ x, y }) => `${x},${y}`;
export const tileName = (column, row) => `${column}/${row}`;

const samePosition = (a, b) => a.x === b.x && a.y === b.y;
const onTileEdge = ({ x, y }) => x % TILE_SIZE === 0 || y % TILE_SIZE === 0;

/** The names of the tiles that a position touches: one inside a tile, two on an edge, four at a corner. */
function tilesAround({ x, y }) {
  const strips = (value) => {
    const strip = Math.floor(value / TILE_SIZE);
    return value % TILE_SIZE === 0 ? [strip - 1, strip] : [strip];
  };
  return strips(x).flatMap((column) => strips(y).map((row) => tileName(column, row)));
}

const onRim = (point, tiles) => tilesAround(point).some((tile) => !tiles.has(tile));

/** Whether the side from a to b of an area in one tile runs along an edge with another of our tiles. */
function alongInnerEdge(a, b, tiles) {
  const alongColumn = a.x === b.x && a.x % TILE_SIZE === 0;
  const alongRow = a.y === b.y && a.y % TILE_SIZE === 0;
  if (!alongColumn && !alongRow) return false;
  return !onRim({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }, tiles);
}

/** How far b lies from the straight line through a and c; infinite where the line turns back at b. */
function bend(a, b, c) {
  const along = { x: c.x - a.x, y: c.y - a.y };
  const toB = { x: b.x - a.x, y: b.y - a.y };
  const length = Math.hypot(along.x, along.y);
  const forward = along.x * toB.x + along.y * toB.y;
  if (length === 0 || forward < 0 || forward > length * length) return Infinity;
  return Math.abs(along.x * toB.y - along.y * toB.x) / length;
}

/** For each chain the chain that goes on where it ends, in another tile; the straightest where there are several. */
function findSuccessors(chains) {
  const startsAt = new Map();
  for (const chain of chains) {
    const key = positionKey(chain.points[0]);
    startsAt.set(key, [...(startsAt.get(key) ?? []), chain]);
  }
  const successors = new Map();
  const taken = new Set();
  for (const chain of chains) {
    const last = chain.points.at(-1);
    if (!onTileEdge(last)) continue;
    const bendInto = (next) => bend(chain.points.at(-2), last, next.points[1]);
    const [best] = (startsAt.get(positionKey(last)) ?? [])
      .filter((next) => next.tile !== chain.tile && !taken.has(next))
      .sort((a, b) => bendInto(a) - bendInto(b));
    if (!best) continue;
    successors.set(chain, best);
    taken.add(best);
  }
  return successors;
}

/** Strings chains together; gives lines of points, in which a joint is a cut. */
function join(chains, tiles) {
  const successors = findSuccessors(chains);
  const followers = new Set(successors.values());
  const heads = chains.filter((chain) => !followers.has(chain));
  const visited = new Set();
  const lines = [];
  for (const head of [...heads, ...chains]) { // the second time round: what closes in itself
    if (visited.has(head)) continue;
    const line = [];
    for (let chain = head; chain && !visited.has(chain); chain = successors.get(chain)) {
      visited.add(chain);
      if (line.length > 0) line.pop();
      const first = line.length === 0 && head === chain ? 'vertex' : 'cut';
      chain.points.forEach(({ x, y }, i) => line.push({ x, y, kind: i === 0 ? first : 'vertex' }));
    }
    if (followers.has(head)) line[0].kind = line.at(-1).kind = 'cut';
    else for (const end of [line[0], line.at(-1)]) if (onTileEdge(end) && onRim(end, tiles)) end.kind = 'end';
    lines.push(line);
  }
  return lines;
}

/**
 * The whole lines of one way. There are several when the way leaves the tiles and comes back.
 * @param {Piece[]} pieces
 * @param {Set<string>} tiles names of all tiles there are
 * @returns {Point[][]}
 */
export function stitchLines(pieces, tiles) {
  return join(pieces, tiles);
}

/** A ring without its sides along inner edges: those are where the area goes on in the next tile. */
function openAtInnerEdges({ tile, points }, tiles) {
  const corners = points.slice(0, -1);
  const sides = corners.map((from, i) => ({ from, to: corners[(i + 1) % corners.length] }));
  const firstDropped = sides.findIndex(({ from, to }) => alongInnerEdge(from, to, tiles));
  if (firstDropped < 0) return [{ tile, points, whole: true }];

  const chains = [];
  let current = null;
  for (let i = 1; i <= sides.length; ++i) {
    const { from, to } = sides[(firstDropped + i) % sides.length];
    if (alongInnerEdge(from, to, tiles)) {
      current = null;
    } else if (current) {
      current.points.push(to);
    } else {
      current = { tile, points: [from, to] };
      chains.push(current);
    }
  }
  return chains;
}

/**
 * The whole outlines of one area, each a ring whose last point repeats the first. All must run the same way round.
 * @param {Piece[]} pieces
 * @param {Set<string>} tiles names of all tiles there are
 * @returns {Point[][]}
 */
export function stitchAreas(pieces, tiles) {
  const chains = pieces.flatMap((piece) => openAtInnerEdges(piece, tiles));
  const rings = chains.filter((chain) => chain.whole).map(({ points }) => points.map(({ x, y }) => ({ x, y, kind: 'vertex' })));
  for (const line of join(chains.filter((chain) => !chain.whole), tiles)) {
    if (!samePosition(line[0], line.at(-1))) line.push({ ...line[0] });
    rings.push(line);
  }
  for (const ring of rings) for (const point of ring) if (onTileEdge(point) && onRim(point, tiles)) point.kind = 'end';
  return rings.filter((ring) => ring.length >= 4);
}

/**
 * Takes out the cuts that lie on the straight line between their neighbours, and turns the others into vertices:
 * a bend is a mapper's work, as is a position where any way has a vertex or a tagged node lies.
 * @param {Point[]} points of one way
 * @param {(point: Point) => boolean} isDrawn whether a mapper is known to have put something here
 * @returns {Point[]}
 */
export function removeCuts(points, isDrawn) {
  const closed = samePosition(points[0], points.at(-1));
  const ring = closed ? points.slice(0, -1) : points;
  const kept = [];
  ring.forEach((point, i) => {
    if (point.kind !== 'cut') return kept.push(point);
    const before = ring.at(i - 1);
    const after = ring[(i + 1) % ring.length];
    if (isDrawn(point) || bend(before, point, after) > STRAIGHT_WITHIN) kept.push({ ...point, kind: 'vertex' });
  });
  if (closed) kept.push({ ...kept[0] });
  return kept;
}
