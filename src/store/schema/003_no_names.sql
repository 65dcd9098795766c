-- Version 3. Names are found anew each time; an inventory of them was never read.
DROP TABLE name_rendering;
DROP TABLE name;
