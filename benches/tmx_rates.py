"""tmx_rates.py YEKSAN TARGET_DIR WORK [UNITS]: how fast TMX is parsed and stored, against lxml and a bare insert.

Makes a TMX of UNITS pairs (300,000) of English and Persian words in sentences of 8 to 26 words and measures, processor
time of each process and in one run: lxml's iterparse; `yeksan import` of a file the store has (digest and parse alone);
a bare insert of the same pairs into one table without key or index, one transaction; `yeksan import` into an empty store
and of a second file into a store of 1,000,000 units.
"""
import os, random, resource, sqlite3, subprocess, sys, time

yeksan, _, work = sys.argv[1:4]
units = int(sys.argv[4]) if len(sys.argv) > 4 else 300_000
EN = "rain report minister court said families prison news weather office river north village road open again Monday " \
     "people government city morning statement committee journalists arrested sentence appeal lawyer hospital".split()
FA = "باران گزارش وزیر دادگاه گفت خانواده‌ها زندان خبر هواشناسی اداره رودخانه شمال روستا راه باز دوباره دوشنبه مردم دولت شهر " \
     "صبح بیانیه کمیته روزنامه‌نگاران بازداشت حکم تجدیدنظر وکیل بیمارستان می‌شود".split()


def make(path, count, seed):
    r, size = random.Random(seed), 0
    with open(path, "w", encoding="utf-8") as out:
        out.write('<?xml version="1.0" encoding="UTF-8"?>\n<tmx version="1.4"><header creationtool="bench" creationtoolversion="1" '
                  'segtype="sentence" o-tmf="x" adminlang="en" srclang="en" datatype="plaintext"/><body>\n')
        for n in range(count):
            a, b = (" ".join(r.choices(w, k=r.randint(8, 26))) + f" {seed}.{n}" for w in (EN, FA))
            size += len(a.encode()) + len(b.encode())
            out.write(f'<tu tuid="{n}"><tuv xml:lang="en"><seg>{a}</seg></tuv>'
                      f'<tuv xml:lang="fa"><seg>{b}</seg></tuv></tu>\n')
        out.write("</body></tmx>\n")
    return size


def run(*command):
    """Processor seconds, wall seconds and MB of a process."""
    start, before = time.time(), resource.getrusage(resource.RUSAGE_CHILDREN)
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    assert status == 0, command
    return usage.ru_utime + usage.ru_stime, time.time() - start, usage.ru_maxrss / 1024


def bare(path, db):
    return run(sys.executable, "-c", BARE, path, db)


BARE = r'''
import sqlite3, sys, resource
from lxml import etree
rows = []
for _, tu in etree.iterparse(sys.argv[1], tag="tu"):
    rows.append(tuple(seg.text for seg in tu.iter("seg"))); tu.clear()
c = sqlite3.connect(sys.argv[2], isolation_level=None)
c.execute("PRAGMA journal_mode=wal"); c.execute("PRAGMA synchronous=normal")
c.execute("CREATE TABLE t (a TEXT, b TEXT)")
import time
cpu, wall = time.process_time(), time.time()
c.execute("BEGIN"); c.executemany("INSERT INTO t VALUES (?, ?)", rows); c.execute("COMMIT"); c.close()
print(time.process_time() - cpu, time.time() - wall)
'''
PARSE = r'''
import sys
from lxml import etree
n = 0
for _, tu in etree.iterparse(sys.argv[1], tag="tu"):
    for seg in tu.iter("seg"): n += len(seg.text)
    tu.clear()
    while tu.getprevious() is not None: del tu.getparent()[0]
'''
a, b, big = (os.path.join(work, n) for n in ("a.tmx", "b.tmx", "big.tmx"))
text = make(a, units, 1)
make(b, units // 3, 2)
mb = os.path.getsize(a) / 1e6
base = [yeksan, "--isolated", "-q"]
db = os.path.join(work, "rates.db")
cpu, wall, rss = run(*base, "--db", db, "import", a)
size = os.path.getsize(db)
print(f"import: {units / cpu:,.0f} units/s of processor, {units / wall:,.0f} by the clock, {rss:.0f} MB, "
      f"file {size / text:.2f} of the text")
seen_cpu, _, seen_rss = run(*base, "--db", db, "import", a)
print(f"known file (digest and parse): {mb / seen_cpu:.0f} MB/s of processor, {seen_rss:.0f} MB")
lxml_cpu, _, lxml_rss = run(sys.executable, "-c", PARSE, a)
print(f"lxml iterparse: {mb / lxml_cpu:.0f} MB/s, {lxml_rss:.0f} MB; yeksan {lxml_cpu / seen_cpu:.1f} times as fast")
out = subprocess.run([sys.executable, "-c", BARE, a, os.path.join(work, "raw.db")], capture_output=True, text=True, check=True)
raw_cpu, raw_wall = map(float, out.stdout.split())
print(f"bare insert: {units / raw_cpu:,.0f} units/s of processor, {units / raw_wall:,.0f} by the clock")
print(f"ratio into an empty store: {raw_cpu / cpu:.2f} of processor, {raw_wall / wall:.2f} by the clock")
make(big, 1_000_000, 3)
run(*base, "--db", db, "import", big)
cpu, wall, rss = run(*base, "--db", db, "import", b)
print(f"ratio into a store of {(units + 1_000_000) / 1e6:.1f} million: {(units // 3) / cpu / (units / raw_cpu):.2f} of processor, "
      f"{(units // 3) / wall / (units / raw_wall):.2f} by the clock, {rss:.0f} MB")
