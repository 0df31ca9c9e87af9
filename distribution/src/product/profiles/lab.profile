# For a developer at a terminal: the standard one, with the shell of OSGi at the prompt of "run".
include standard
bundle org.apache.felix.gogo.runtime
bundle org.apache.felix.gogo.command
bundle org.apache.felix.gogo.shell
