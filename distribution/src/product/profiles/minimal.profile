# Fixed apps: those that a profile of its own names after "include minimal". No commands but run, start and stop.
bundle app
bundle pipe
bundle pipe-jna
optional pipe-panama
bundle jna
bundle jackson-annotations
bundle jackson-core
bundle jackson-databind
bundle host
bundle node
bundle systemd
bundle org.osgi.util.function
bundle org.osgi.util.promise
bundle org.osgi.service.component
bundle org.apache.felix.configadmin
bundle org.apache.felix.scr
