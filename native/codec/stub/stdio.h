/* The JDK's jni.h includes stdio.h and uses nothing of it. Here is no C library to take it from. */
