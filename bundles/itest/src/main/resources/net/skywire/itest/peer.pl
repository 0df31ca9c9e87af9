# A small app in another language, quick to start: peer.pl NAME echo|sink [WINDOW]. It takes every loop and gives back what
# it gets, or drops it. Reads no more JSON than a node of ours writes.
use strict;
use warnings;

my ($INIT, $CONFIRM_LOOP, $SEND, $FAILURE, $SUCCESS) = (0, 2, 3, 0xfe, 0xff);
my ($name, $mode, $window) = @ARGV;
open(my $in, '<&=', 3) or die "descriptor 3: $!";
open(my $out, '>&=', 4) or die "descriptor 4: $!";
my $unread = '';

# The next frame; ends the program where the pipe ends.
sub frame {
    my $need = 4;
    while (1) {
        $need = 2 + unpack('n', $unread) if length $unread >= 4;
        last if length $unread >= $need;
        sysread($in, $unread, 1 << 18, length $unread) or exit 0;
    }
    my $frame = substr($unread, 0, $need, '');
    return (unpack('x2 C C', $frame), substr($frame, 4));
}

sub send_frame {
    my ($kind, $number, $body) = @_;
    my $rest = pack('n C C', length($body) + 2, $kind, $number) . $body;
    while (length $rest) {
        my $written = syswrite($out, $rest) // die "descriptor 4: $!";
        substr($rest, 0, $written, '');
    }
}

my $more = $window ? qq(,"send-window":$window) : '';
send_frame($INIT, 0, qq({"app-name":"$name","app-version":"1.0","protocol-version":"0.0.1"$more}));
while (1) {
    my ($kind, $number, $body) = frame();
    next if $kind == $SUCCESS;
    die "the node says: $body\n" if $kind == $FAILURE;
    send_frame($SUCCESS, $number, 'null');
    next unless $kind == $SEND && $mode eq 'echo';
    $body =~ /"addr":(\{"port":\d+,"remote":\{[^}]*\}\})/ or die "expected an address in: $body\n";
    my $addr = $1;
    $body =~ /"payload":"([^"]*)"/ or die "expected a payload in: $body\n";
    send_frame($SEND, 0, qq({"addr":$addr,"payload":"$1"}));
}
