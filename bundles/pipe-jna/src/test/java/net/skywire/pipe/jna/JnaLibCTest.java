package net.skywire.pipe.jna;

import net.skywire.pipe.connection.ConnectionContract;
import net.skywire.pipe.connection.GatheringContract;
import net.skywire.pipe.descriptor.AdoptContract;
import net.skywire.pipe.descriptor.ChildContract;
import net.skywire.pipe.descriptor.DatagramContract;
import net.skywire.pipe.descriptor.HandoverContract;
import net.skywire.pipe.descriptor.LibC;
import net.skywire.pipe.descriptor.SpawnContract;
import net.skywire.pipe.descriptor.WriteContract;
import org.junit.jupiter.api.Nested;

class JnaLibCTest {

    private final LibC libc = new JnaLibC();

    @Nested
    class Spawn extends SpawnContract {
        @Override
        protected LibC libc() {
            return libc;
        }
    }

    @Nested
    class Child extends ChildContract {
        @Override
        protected LibC libc() {
            return libc;
        }
    }

    @Nested
    class Receive extends HandoverContract {
        @Override
        protected LibC libc() {
            return libc;
        }
    }

    @Nested
    class Datagrams extends DatagramContract {
        @Override
        protected LibC libc() {
            return libc;
        }
    }

    @Nested
    class Adopt extends AdoptContract {
        @Override
        protected LibC libc() {
            return libc;
        }
    }

    @Nested
    class Write extends WriteContract {
        @Override
        protected LibC libc() {
            return libc;
        }
    }

    @Nested
    class Connection extends ConnectionContract {
        @Override
        protected LibC libc() {
            return libc;
        }
    }

    @Nested
    class Gathering extends GatheringContract {
        @Override
        protected LibC libc() {
            return libc;
        }
    }
}
