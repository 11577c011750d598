import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  assertFound,
  assertUnseen,
  canariesOf,
  filesIn,
  madeUp,
  report,
  seen,
  type Canary,
  type Place,
} from "./canaries";
import { Running } from "./command-line";
import { live } from "./lab";
import { ownFiles, programFolder, surroundings, type ProgramFolder } from "./program-folder";
import { amazon, others, StandIn } from "./stand-in/stand-in";

/** What the machine that runs Pulumi knows: not even a decrypted state may. */
const ofMachine: Record<string, string> = {
  AWS_SECRET_ACCESS_KEY: "canary/aws+secret/9d27b3c4e1",
  AWS_SESSION_TOKEN: "canary-session-token-1b44f7d0",
  KAFKA_SASL_USERNAME: "canary-sasl-user-31d0aa",
  KAFKA_SASL_PASSWORD: "canary-sasl-password-88e3a6",
};

/** What `pulumi config set --secret` is given, by the path in the stack's configuration. */
const configured: Record<string, string> = {
  "chatbot:services[0].env.UPSTREAM": "canary-upstream-e41f9c20",
  "chatbot:services[1].env.MODEL_ENDPOINT": "https://canary-endpoint-7c1d.example/v1?k=3f9a0e5b",
  "chatbot:services[2].env.SEARCH_INDEX": "canary-index-52d9e0b7",
};

const isChatter = (line: string): boolean => /"severity":"debug"/.test(line);

live("secrets of the dev stack, by the command line", ["pulumi"], function () {
  this.timeout(1_200_000);
  const environment = { ...process.env };
  let standIn: StandIn;
  let folder: ProgramFolder;
  let home: string;
  let machine: Canary[];
  const typed = async (line: string): Promise<string> => {
    const { code, text } = await Running.typed(line, folder, standIn).ended;
    assert.equal(code, 0, text);
    return text;
  };
  const inState = (): Canary[] => [...canariesOf(configured), ...madeUp(standIn.cloud)];
  const all = (): Canary[] => [...machine, ...inState()];
  /** What our command prints, which must end like this. */
  const printed = async (code: number, line: string): Promise<Place> => {
    const ended = await Running.ours(folder, standIn, ...line.split(" ")).ended;
    assert.equal(ended.code, code, ended.text);
    return { where: line, text: ended.text };
  };
  /** Lets the next deed fail with words that quote every secret that there is by then. */
  const quoteAt = (op: "create" | "update", type: RegExp): void =>
    standIn.cloud.faults.add({
      op,
      type,
      times: 1,
      get message() {
        return `denied: ${JSON.stringify(inState())} ${inState().map(({ value }) => value)}`;
      },
    });
  const quoted = (text: string): void => assert.match(text, /denied: .*\[secret\]/);

  before(async () => {
    standIn = await StandIn.start([...amazon, ...others]);
    folder = programFolder(ownFiles("dev"), "dev");
    home = mkdtempSync(join(tmpdir(), "chatbot-home-"));
    Object.assign(process.env, ofMachine, { PULUMI_HOME: home });
    const { PULUMI_CONFIG_PASSPHRASE = "" } = surroundings(folder, standIn);
    machine = canariesOf({ ...ofMachine, PULUMI_CONFIG_PASSPHRASE });
    await typed("pulumi stack init dev");
    for (const [path, value] of Object.entries(configured)) {
      await typed(`pulumi config set --stack dev --secret --path '${path}' '${value}'`);
    }
  });
  after(() => {
    report();
    process.env = environment;
    standIn.stop();
    for (const path of [folder.path, home]) rmSync(path, { recursive: true, force: true });
  });

  it("are masked in an error that quotes what this very update has made [F-55]", async () => {
    quoteAt("create", /:Secret$/);
    const place = await printed(1, "up dev");
    quoted(place.text);
    assertUnseen(all(), [place]);
  });

  it("are in nothing that up, preview and drift print, nor in a summary [F-55]", async () => {
    const places = [
      await printed(0, "up dev --json"),
      await printed(0, "up dev"),
      await printed(0, `preview dev --markdown ${folder.path}/summary.md`),
      await printed(0, "preview dev --json"),
      await printed(0, "drift dev --json"),
    ];
    const summary = readFileSync(join(folder.path, "summary.md"), "utf8");
    assertUnseen(all(), [...places, { where: "the summary", text: summary }]);
  });

  it("are masked in errors of an update, and in their JSON", async () => {
    await typed(
      "pulumi config set --stack dev --path 'chatbot:services[1].resources.memory' 1536Mi",
    );
    const places: Place[] = [];
    for (const line of ["up dev --json", "up dev"]) {
      quoteAt("update", /:Deployment$/);
      places.push(await printed(1, line));
    }
    places.forEach(({ text }) => quoted(text));
    assertUnseen(all(), places);
  });

  it("are in no file of the state or of the CLI, in no export and in no event log", async () => {
    const log = join(folder.path, "events.json");
    await typed(
      `PULUMI_DEBUG_COMMANDS=1 pulumi preview --stack dev --event-log ${log} --json > ${folder.path}/preview.json`,
    );
    // The SDK's chatter about every property is in it in the clear: the engine's own doing (README).
    const events = readFileSync(log, "utf8")
      .split("\n")
      .filter((line) => !isChatter(line));
    rmSync(log);
    const encrypted = await typed("pulumi stack export --stack dev");
    const places = [...filesIn(folder.path, "folder"), ...filesIn(home, "PULUMI_HOME")];
    assert.ok(places.some(({ where }) => /state.*dev\.json\.bak$/.test(where)));
    assertUnseen(all(), [
      ...places.filter(({ text }) => text.length > 0),
      { where: "event log", text: events.join("\n") },
      { where: "export", text: encrypted },
    ]);
    const decrypted = await typed("pulumi stack export --stack dev --show-secrets");
    assertFound(inState(), decrypted);
    assert.deepEqual(seen(machine, [{ where: "the state", text: decrypted }]), []);
  });

  it("are in no file that a plan writes, nor in what it prints", async () => {
    const out = join(folder.path, "out");
    const place = await printed(0, `plan ${folder.configFile} --out ${out}`);
    const files = filesIn(out, "out");
    assert.ok(files.length > 100);
    assertUnseen(all(), [place, ...files]);
  });

  it("are in nothing that destroy prints or leaves", async () => {
    const canaries = all();
    const places = [await printed(1, "destroy dev"), await printed(0, "destroy dev --yes --json")];
    assert.deepEqual(standIn.cloud.all(), []);
    assertUnseen(canaries, [...places, ...filesIn(join(folder.path, "state"), "state")]);
  });
});
