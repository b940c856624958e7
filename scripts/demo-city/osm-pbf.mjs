// Writes OpenStreetMap objects as .osm.pbf: nodes, then ways, each sorted by id; without versions and users.
// The format: https://wiki.openstreetmap.org/wiki/PBF_Format (field numbers below are those of its .proto files).

import fs from 'node:fs';
import zlib from 'node:zlib';
import * as pbf from 'pbf';

const ENTITIES_PER_BLOCK = 8000;
const NANODEGREES_PER_UNIT = 100;

const differences = (values) => values.map((value, i) => (i === 0 ? value : value - values[i - 1]));

/** A block's strings; number 0 is empty, because in dense nodes it ends a node's tags. */
class StringTable {
  numbers = new Map([['', 0]]);

  numberOf(string) {
    if (!this.numbers.has(string)) this.numbers.set(string, this.numbers.size);
    return this.numbers.get(string);
  }

  write(out) {
    for (const string of this.numbers.keys()) out.writeStringField(1, string);
  }
}

function writeDenseNodes(nodes, strings) {
  const tags = nodes.flatMap((node) => [...node.tags.flatMap((tag) => tag.map((text) => strings.numberOf(text))), 0]);
  return (out) => {
    out.writePackedSVarint(1, differences(nodes.map((node) => node.id)));
    out.writePackedSVarint(8, differences(nodes.map((node) => node.lat7)));
    out.writePackedSVarint(9, differences(nodes.map((node) => node.lon7)));
    if (nodes.some((node) => node.tags.length > 0)) out.writePackedVarint(10, tags);
  };
}

function writeWay(way, strings) {
  const keys = way.tags.map(([key]) => strings.numberOf(key));
  const values = way.tags.map(([, value]) => strings.numberOf(value));
  return (out) => {
    out.writeVarintField(1, way.id);
    out.writePackedVarint(2, keys);
    out.writePackedVarint(3, values);
    out.writePackedSVarint(8, differences(way.refs));
  };
}

function primitiveBlock(fillGroup) {
  const strings = new StringTable();
  const writeGroup = fillGroup(strings); // first, because it fills the table
  const out = new pbf.PbfWriter();
  out.writeMessage(1, (table, message) => table.write(message), strings);
  out.writeMessage(2, (write, message) => write(message), writeGroup);
  out.writeVarintField(17, NANODEGREES_PER_UNIT);
  return out.finish();
}

const nodeBlock = (nodes) => primitiveBlock((strings) => {
  const write = writeDenseNodes(nodes, strings);
  return (group) => group.writeMessage(2, (dense, message) => dense(message), write);
});

const wayBlock = (ways) => primitiveBlock((strings) => {
  const writers = ways.map((way) => writeWay(way, strings));
  return (group) => writers.forEach((write) => group.writeMessage(3, (way, message) => way(message), write));
});

function headerBlock(nodes, source) {
  const out = new pbf.PbfWriter();
  const range = (name) => nodes.reduce(([low, high], node) => [Math.min(low, node[name]), Math.max(high, node[name])], [Infinity, -Infinity]);
  const [left, right] = range('lon7');
  const [bottom, top] = range('lat7');
  if (nodes.length > 0) {
    out.writeMessage(1, (box, message) => {
      box.forEach((side, i) => message.writeSVarintField(i + 1, side * NANODEGREES_PER_UNIT));
    }, [left, right, top, bottom]);
  }
  out.writeStringField(4, 'OsmSchema-V0.6');
  out.writeStringField(4, 'DenseNodes');
  out.writeStringField(5, 'Sort.Type_then_ID');
  out.writeStringField(16, 'yizhan demo-city');
  out.writeStringField(17, source);
  return out.finish();
}

/** One block as it stands in the file: its header's length, its header, the block compressed. */
function frame(type, block) {
  const blob = new pbf.PbfWriter();
  blob.writeVarintField(2, block.length);
  blob.writeBytesField(3, zlib.deflateSync(block));
  const blobBytes = blob.finish();

  const header = new pbf.PbfWriter();
  header.writeStringField(1, type);
  header.writeVarintField(3, blobBytes.length);
  const headerBytes = header.finish();

  const length = Buffer.alloc(4);
  length.writeUInt32BE(headerBytes.length);
  return [length, headerBytes, blobBytes];
}

function chunks(list, size) {
  const result = [];
  for (let i = 0; i < list.length; i += size) result.push(list.slice(i, i + size));
  return result;
}

/** The file's bytes. Positions are in units of 1e-7 degrees; `source` says where the data came from. */
export function encodeOsmPbf({ nodes, ways }, source) {
  return Buffer.concat([
    ...frame('OSMHeader', headerBlock(nodes, source)),
    ...chunks(nodes, ENTITIES_PER_BLOCK).flatMap((part) => frame('OSMData', nodeBlock(part))),
    ...chunks(ways, ENTITIES_PER_BLOCK).flatMap((part) => frame('OSMData', wayBlock(part))),
  ]);
}

/** Writes the file as a whole or not at all. */
export function writeOsmPbf(file, network, source) {
  const unfinished = `${file}.${process.pid}.tmp`;
  try {
    fs.writeFileSync(unfinished, encodeOsmPbf(network, source));
    fs.renameSync(unfinished, file);
  } finally {
    fs.rmSync(unfinished, { force: true });
  }
}
