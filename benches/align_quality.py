#!/usr/bin/env python3
"""What the aligner says of itself, and what a memory brings it, on gold sets.

  benches/align_quality.py YEKSAN confidence     GOLD [-s en -t fa] [--solo]
  benches/align_quality.py YEKSAN strangers      GOLD [-s en -t fa] [--solo]
  benches/align_quality.py YEKSAN leave-one-out  GOLD [-s en -t fa]
  benches/align_quality.py YEKSAN imported       GOLD [-s en -t fa]

YEKSAN is the program; GOLD a folder with the sets `noise`, `hard` and `clean`, each NNN.src, NNN.tgt (one segment a line)
and NNN.gold.json ({"beads": [[[source numbers], [target numbers]], ...]}).

confidence     over noise and hard, beads with both sides, a bead being right when the gold has the very same one: the share said
               to be at least .9 sure, how many of those are right, and the share of all errors in the least sure tenth.
strangers      each source of noise and hard with the target of the next document: how many are refused (LOW), and how
               many true pairs are.
leave-one-out  each document of hard aligned alone with the memory (--memory) of all the other documents of clean: strict F1.
imported       each document of hard aligned alone with a memory into which the right pairs of clean were imported as two
               line-aligned files, those of the documents with even numbers for the odd ones and the other way round: strict F1.
"""
import argparse, glob, json, os, subprocess, sys, tempfile

def run(args, command, check=False):
    done = subprocess.run([args.yeksan, "--isolated", "-q", *command], capture_output=True, text=True)
    if check and done.returncode != 0:
        sys.exit(done.stderr)
    return done.stdout

def names(folder):
    return sorted(os.path.basename(p)[:-4] for p in glob.glob(os.path.join(folder, "*.src")))

def pairs_file(work, rows):
    path = os.path.join(work, "pairs.tsv")
    with open(path, "w", encoding="utf-8") as out:
        out.writelines("\t".join(row) + "\n" for row in rows)
    return path

def align(args, work, rows, extra=()):
    """Aligns rows (source, target, id) without a store and returns what the program said and where the beads are."""
    beads = os.path.join(work, "beads")
    said = run(args, ["align", "--pairs", pairs_file(work, rows), "-s", args.source, "-t", args.target, "--segmented",
                      "--no-store", "--beads", beads, *(["--solo"] if args.solo else []), *extra])
    return said, beads

def read(path):
    out = []
    for line in open(path, encoding="utf-8"):
        source, target, sure = line.rstrip("\n").split("\t")
        if source and target:
            out.append((tuple(map(int, source.split(","))), tuple(map(int, target.split(","))), float(sure)))
    return out

def gold(path):
    return {(tuple(a), tuple(b)) for a, b in json.load(open(path))["beads"] if a and b}

def rows_of(folder, shift=0):
    ids = names(folder)
    return [(f"{folder}/{one}.src", f"{folder}/{ids[(n + shift) % len(ids)]}.tgt", one) for n, one in enumerate(ids)]

def confidence(args, work):
    found = []
    for name in ("noise", "hard"):
        folder = os.path.join(args.gold, name)
        _, beads = align(args, work, rows_of(folder))
        for one in names(folder):
            right = gold(f"{folder}/{one}.gold.json")
            found += [(sure, (a, b) in right) for a, b, sure in read(f"{beads}/{one}.tsv")]
    found.sort()
    sure = [ok for value, ok in found if value >= 0.9]
    wrong = sum(not ok for _, ok in found)
    least = found[: len(found) // 10]
    print(f"{len(found)} beads, {wrong} wrong · said >= .9: {len(sure) / len(found):.3f}, of those right {sum(sure) / len(sure):.4f}"
          f" · least sure tenth holds {sum(not ok for _, ok in least) / max(wrong, 1):.2f} of the errors")

def strangers(args, work):
    for name in ("noise", "hard"):
        folder = os.path.join(args.gold, name)
        for word, shift in (("strangers", 1), ("true pairs", 0)):
            said, _ = align(args, work, rows_of(folder, shift))
            lines = said.splitlines()
            print(f"{name}: {word}: {sum(l.startswith('LOW') for l in lines)} of {len(lines)} refused")

def imported(args, work):
    args.solo = True
    clean, hard = (os.path.join(args.gold, n) for n in ("clean", "hard"))
    memories = [os.path.join(work, f"{half}.db") for half in (0, 1)]
    for half, memory in enumerate(memories):
        sides = [os.path.join(work, f"{half}.{side}") for side in ("src", "tgt")]
        with open(sides[0], "w", encoding="utf-8") as left, open(sides[1], "w", encoding="utf-8") as right:
            for one in names(clean)[half::2]:
                lines = [open(f"{clean}/{one}.{side}", encoding="utf-8").read().split("\n") for side in ("src", "tgt")]
                for a, b in sorted(gold(f"{clean}/{one}.gold.json")):
                    left.write(" ".join(lines[0][n] for n in a) + "\n")
                    right.write(" ".join(lines[1][n] for n in b) + "\n")
        run(args, ["--db", memory, "import", "--moses", *sides, "-s", args.source, "-t", args.target], check=True)
    scores(args, work, hard, lambda n, _: memories[1 - n % 2], "half the documents imported")

def leave_one_out(args, work):
    args.solo = True
    clean, hard = (os.path.join(args.gold, n) for n in ("clean", "hard"))
    memory = os.path.join(work, "others.db")
    def aligned(_, one):
        if os.path.exists(memory):
            os.remove(memory)
        others = [row for row in rows_of(clean) if row[2] != one]
        run(args, ["--db", memory, "align", "--pairs", pairs_file(work, others), "-s", args.source, "-t", args.target,
                   "--segmented", "--min-score", "0"], check=True)
        return memory
    scores(args, work, hard, aligned, "the memory of the others")

def scores(args, work, hard, memory_of, what):
    right = said_beads = gold_beads = 0
    for n, one in enumerate(names(hard)):
        memory = memory_of(n, one)
        _, beads = align(args, work, [(f"{hard}/{one}.src", f"{hard}/{one}.tgt", one)],
                         ["--memory", memory, "--min-score", "0"])
        found, wanted = {(a, b) for a, b, _ in read(f"{beads}/{one}.tsv")}, gold(f"{hard}/{one}.gold.json")
        right, said_beads, gold_beads = right + len(found & wanted), said_beads + len(found), gold_beads + len(wanted)
    p, r = right / said_beads, right / gold_beads
    print(f"hard, alone with {what}: strict P {p:.3f} R {r:.3f} F1 {2 * p * r / (p + r):.3f}")

def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("yeksan")
    parser.add_argument("what", choices=["confidence", "strangers", "leave-one-out", "imported"])
    parser.add_argument("gold")
    parser.add_argument("-s", "--source", default="en")
    parser.add_argument("-t", "--target", default="fa")
    parser.add_argument("--solo", action="store_true")
    args = parser.parse_args()
    args.yeksan = os.path.abspath(args.yeksan)
    with tempfile.TemporaryDirectory() as work:
        {"confidence": confidence, "strangers": strangers, "leave-one-out": leave_one_out, "imported": imported}[args.what](args, work)

if __name__ == "__main__":
    main()
