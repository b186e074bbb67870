assert new File(basedir, 'target/classes/Ask.class').exists()
assert new File(basedir, 'target/classes/camel/ask.xml').exists()
