import com.google.googlejavaformat.java.Formatter;
import java.nio.file.*;
import java.util.*;

/// Formats (`apply`) or checks (`check`) every Java file below the given folders.
void main(String[] args) throws Exception {
  var formatter = new Formatter();
  var wrong = new ArrayList<Path>();
  for (int i = 1; i < args.length; i++) {
    try (var files = Files.walk(Path.of(args[i]))) {
      for (Path file :
          files.filter(it -> it.toString().endsWith(".java")).filter(it -> !it.endsWith("Format.java")).sorted().toList()) {
        String before = Files.readString(file);
        String after = formatter.formatSourceAndFixImports(before);
        if (before.equals(after)) {
          continue;
        }
        if (args[0].equals("apply")) {
          Files.writeString(file, after);
        } else {
          wrong.add(file);
        }
      }
    }
  }
  if (!wrong.isEmpty()) {
    IO.println("Not formatted (run: mvn test-compile -Dformat.mode=apply):");
    wrong.forEach(IO::println);
    System.exit(1);
  }
}
