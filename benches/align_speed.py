#!/usr/bin/env python3
"""CPU time and memory of the aligner by the length of a document, beside hunalign's.

  benches/align_speed.py YEKSAN SOURCE TARGET -s en -t fa [--hunalign PROGRAM] [--sizes 2000,4000,…]

SOURCE and TARGET are line-aligned texts. A document of n lines is as many copies of them as it takes, each with a tenth of its
lines missing on one side or the other by chance (the same chance every time). One thread; hunalign runs with -realign and an
empty dictionary on the same files, up to 8 000 lines.
"""
import argparse, os, random, subprocess, tempfile

def measured(command, **more):
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **more)
    _, status, used = os.wait4(process.pid, 0)
    if status != 0:
        raise SystemExit(f"failed: {' '.join(command)}")
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024

def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("yeksan")
    parser.add_argument("files", nargs=2)
    parser.add_argument("-s", "--source", default="en")
    parser.add_argument("-t", "--target", default="fa")
    parser.add_argument("--hunalign")
    parser.add_argument("--sizes", default="2000,4000,7800,8000,16000,32000,100000")
    args = parser.parse_args()
    read = lambda path: open(path, encoding="utf-8-sig").read().splitlines()
    lines = list(zip(*map(read, args.files)))
    before = None
    with tempfile.TemporaryDirectory() as work:
        paths = [os.path.join(work, name) for name in ("long.src", "long.tgt")]
        with open(os.path.join(work, "pairs.tsv"), "w") as out:
            out.write("\t".join(paths) + "\n")
        open(os.path.join(work, "empty.dic"), "w").close()
        for size in map(int, args.sizes.split(",")):
            chance = random.Random(size)
            sides = ([], [])
            while len(sides[0]) < size:
                for pair in lines:
                    lost = chance.randrange(2) if chance.random() < 0.1 else None
                    for side in (0, 1):
                        if side != lost:
                            sides[side].append(pair[side])
            for path, side in zip(paths, sides):
                with open(path, "w", encoding="utf-8") as out:
                    out.writelines(line + "\n" for line in side[:size])
            cpu, memory = measured(
                [os.path.abspath(args.yeksan), "--isolated", "-q", "align", "--pairs", os.path.join(work, "pairs.tsv"), "-s",
                 args.source, "-t", args.target, "--segmented", "--no-store", "--min-score", "0"],
                env={**os.environ, "RAYON_NUM_THREADS": "1"})
            said = f"{size:7} lines  {cpu:7.2f} s CPU  {memory:5.0f} MB"
            if before and size == 2 * before[0]:
                said += f"  x{cpu / before[1]:.2f} per doubling"
            if args.hunalign and size <= 8000:
                other, other_memory = measured([args.hunalign, "-realign", "-utf", os.path.join(work, "empty.dic"), *paths])
                said += f"  hunalign {other:.2f} s, {other_memory:.0f} MB: x{cpu / other:.2f}"
            print(said, flush=True)
            before = (size, cpu) if size != 7800 else before
    return 0

if __name__ == "__main__":
    main()
