import assert from "node:assert/strict";
import fc from "fast-check";
import {
  cidr,
  contains,
  coverage,
  overlaps,
  parseCidr,
  usableAddresses,
  type AddressRange,
} from "../../settings/cidr";

function range(text: string): AddressRange {
  const found = cidr(text);
  assert.ok(found !== undefined, text);
  return found;
}

describe("address ranges", () => {
  it("are read with their first and last address", () => {
    const { version, prefix, first, last } = range("10.1.0.0/16");
    assert.deepEqual([version, prefix, first, last], [4, 16, 0x0a010000n, 0x0a01ffffn]);
    assert.equal(range("2001:db8::/32").version, 6);
    assert.equal(range("0.0.0.0/0").last, 0xffffffffn);
  });

  for (const [text, fix] of [
    ["10.0.0.0/33", "write 0 to 32 after the slash"],
    ["10.0.0.0/016", "write 0 to 32 after the slash"],
    ["10.0.0.0/", "write 0 to 32 after the slash"],
    ["10.0.0.0", 'add one, "/32" for one address'],
    ["10.0.0.5/16", 'write "10.0.0.0/16"'],
    ["10.0.255.255/20", 'write "10.0.240.0/20"'],
    ["2001:db8::1/64", 'write "2001:db8::/64"'],
    ["10.0/16", 'write four numbers and a prefix, such as "10.0.0.0/16"'],
    ["010.0.0.0/8", 'write four numbers and a prefix, such as "10.0.0.0/16"'],
    ["10.0.0.0/8/8", 'write four numbers and a prefix, such as "10.0.0.0/16"'],
    ["", 'write four numbers and a prefix, such as "10.0.0.0/16"'],
  ] as const) {
    it(`refuse ${JSON.stringify(text)} with a fix`, () => {
      const parsed = parseCidr(text);
      assert.equal("problem" in parsed ? parsed.fix : undefined, fix);
    });
  }

  it("that a fix proposes are good", () => {
    const octet = fc.integer({ min: 0, max: 255 });
    fc.assert(
      fc.property(
        octet,
        octet,
        octet,
        octet,
        fc.integer({ min: 0, max: 32 }),
        (a, b, c, d, prefix) => {
          const parsed = parseCidr(`${a}.${b}.${c}.${d}/${prefix}`);
          const [, proposed] =
            "problem" in parsed ? (/"(.*)"/.exec(parsed.fix) ?? []) : ["", parsed.text];
          assert.ok(proposed !== undefined);
          assert.equal(range(proposed).prefix, prefix);
        },
      ),
      { seed: 3, numRuns: 500 },
    );
  });

  it("overlap and contain each other", () => {
    const [all, part, next] = [range("10.0.0.0/16"), range("10.0.128.0/17"), range("10.1.0.0/16")];
    assert.deepEqual(
      [overlaps(all, part), overlaps(part, all), overlaps(all, next)],
      [true, true, false],
    );
    assert.deepEqual(
      [contains(all, part), contains(part, all), contains(all, all)],
      [true, false, true],
    );
    assert.equal(overlaps(range("0.0.0.0/0"), range("::/0")), false);
  });

  it("cover together what none covers alone, without counting twice", () => {
    const share = (...texts: string[]): number => coverage(texts.map(range), 4);
    assert.equal(share("0.0.0.0/1", "128.0.0.0/1"), 1);
    assert.equal(share("0.0.0.0/2", "0.0.0.0/1", "32.0.0.0/3"), 0.5);
    assert.equal(share("192.0.0.0/2", "64.0.0.0/2", "0.0.0.0/2"), 0.75);
    assert.equal(share("198.51.100.0/24", "::/0"), 2 ** -24);
    assert.equal(coverage([range("::/1"), range("8000::/1")], 6), 1);
    assert.equal(share(), 0);
  });

  it("keep five addresses of a subnet for AWS", () => {
    assert.equal(usableAddresses(range("10.0.0.0/24")), 251);
    assert.equal(usableAddresses(range("10.0.0.0/28")), 11);
    assert.equal(usableAddresses(range("10.0.0.0/31")), 0);
  });
});
