// The project of a newcomer who copies from docs/getting-started.md: its pom, and the files that say in their first line where they belong.
// That of Spring Boot belongs into another project.
def page = new File(basedir, '../../../../docs/getting-started.md').text
def blocks = (page =~ /(?ms)^```\w+\n(.*?)^```/).collect { it[1] }

assert blocks[0].contains('camel-bom')
new File(basedir, 'pom.xml').text = blocks[0]

def files = 0
blocks.each { code ->
    def name = code =~ '\\A(?://|#|<!--) (src/main/\\S+)'
    if (name.find() && !code.contains('springframework')) {
        def file = new File(basedir, name.group(1))
        file.parentFile.mkdirs()
        file.text = code
        files++
    }
}
assert files == 4
