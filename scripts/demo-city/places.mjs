// Chooses, from what an OSM extract holds, the places that the demo asks about:
// hosts that could take a station in, and starts where riders wait for orders.

/** Places with a door, a roof and somebody in charge, as cities use them for stations. */
export const HOST_KINDS = ['bank', 'bus_station', 'community_centre', 'fuel', 'library', 'post_office', 'townhall'];

/** Where meals are fetched, riders gather. */
export const MEAL_KINDS = ['cafe', 'fast_food', 'restaurant'];

export const QUARTER_KINDS = ['neighbourhood', 'quarter', 'suburb'];

/** Where an extract knows no such places, its streets stand in for them. */
export const STREET_KINDS = ['primary', 'secondary', 'tertiary', 'residential'];
const MOST_STREETS = 100;

const CELL_METRES = 400;
const APART_METRES = [3000, 1500, 700, 300]; // the first that leaves enough
const QUARTER_METRES = 1200;
const METRES_PER_DEGREE = 111_195;

function metresBetween(a, b) {
  const east = (b.lon - a.lon) * Math.cos((a.lat * Math.PI) / 180);
  return METRES_PER_DEGREE * Math.hypot(east, b.lat - a.lat);
}

/** The middle of a geometry's box: good enough to walk to. */
function middle({ coordinates }) {
  const numbers = coordinates.flat(Infinity);
  const between = (values) => Number(((Math.min(...values) + Math.max(...values)) / 2).toFixed(7));
  return { lon: between(numbers.filter((_, i) => i % 2 === 0)), lat: between(numbers.filter((_, i) => i % 2 === 1)) };
}

/** A place from a GeoJSON feature as `osmium export --attributes=type,id` writes it. */
export function toPlace({ geometry, properties }) {
  const kind = properties.amenity ?? properties.place ?? 'street';
  const id = `${properties['@type']}/${properties['@id']}`;
  return { id, name: properties.name ?? kind, kind, ...middle(geometry) };
}

const byKey = (key) => (a, b) => (a[key] < b[key] ? -1 : Number(a[key] > b[key]));
const nearestTo = (spot) => (a, b) => metresBetween(spot, a) - metresBetween(spot, b);

/** Groups places into cells of CELL_METRES; each has its members and how crowded it is with the 8 cells round it. */
function crowds(places) {
  const degrees = CELL_METRES / METRES_PER_DEGREE;
  const shrink = Math.cos(((places[0]?.lat ?? 0) * Math.PI) / 180);
  const cells = new Map();
  for (const place of places) {
    const column = Math.floor((place.lon * shrink) / degrees);
    const row = Math.floor(place.lat / degrees);
    const key = `${column},${row}`;
    if (!cells.has(key)) cells.set(key, { key, column, row, members: [] });
    cells.get(key).members.push(place);
  }
  const offsets = [-1, 0, 1].flatMap((dx) => [-1, 0, 1].map((dy) => [dx, dy]));
  for (const cell of cells.values()) {
    const around = offsets.map(([dx, dy]) => cells.get(`${cell.column + dx},${cell.row + dy}`)?.members.length ?? 0);
    cell.crowd = around.reduce((sum, count) => sum + count);
  }
  return [...cells.values()].sort((a, b) => b.crowd - a.crowd || byKey('key')(a, b));
}

function mean(places) {
  const of = (key) => places.reduce((sum, place) => sum + place[key], 0) / places.length;
  return { lon: of('lon'), lat: of('lat') };
}

/** The first `count` spots, each at least so far from those before it. */
function pickApart(spots, metres, count) {
  const picked = [];
  for (const spot of spots) {
    if (picked.length < count && picked.every((other) => metresBetween(other, spot) >= metres)) picked.push(spot);
  }
  return picked;
}

/** Up to `count` places in the most crowded spots, well apart, named after the quarter they lie in. */
export function chooseStarts(places, quarters, count) {
  const spots = crowds(places).map(({ members }) => [...members].sort(nearestTo(mean(members)))[0]);
  const choices = APART_METRES.map((metres) => pickApart(spots, metres, count));
  const picked = choices.find(({ length }) => length === count) ?? choices.at(-1);
  return picked.map((start) => {
    const near = quarters.filter((quarter) => metresBetween(quarter, start) < QUARTER_METRES).sort(nearestTo(start));
    return { ...start, name: near.length > 0 ? near[0].name : `near ${start.name}` };
  });
}

/** @returns {{hosts: object[], starts: object[]}} from all features of an extract */
export function choosePlaces(features, count = 3) {
  // A closed way may come twice: as a line and as an area.
  const places = [...new Map(features.map(toPlace).map((place) => [place.id, place])).values()].sort(byKey('id'));
  const ofKinds = (kinds) => places.filter((place) => kinds.includes(place.kind));
  const streets = ofKinds(['street']).filter(({ name }) => name !== 'street').slice(0, MOST_STREETS);
  const hosts = [...ofKinds(HOST_KINDS), ...streets];
  const meals = ofKinds(MEAL_KINDS);
  const quarters = ofKinds(QUARTER_KINDS).filter((quarter) => quarter.name !== quarter.kind);
  return { hosts, starts: chooseStarts(meals.length >= count ? meals : [...meals, ...hosts], quarters, count) };
}

const csvField = (value) => (/[",\r\n]/.test(value) ? `"${String(value).replaceAll('"', '""')}"` : value);

export function toCsv(places) {
  const columns = ['id', 'name', 'lon', 'lat', 'kind'];
  return [columns, ...places.map((place) => columns.map((column) => csvField(place[column])))].map((row) => `${row.join(',')}\n`).join('');
}
