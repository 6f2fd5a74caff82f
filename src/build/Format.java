import com.google.googlejavaformat.java.Formatter;
import com.google.googlejavaformat.java.FormatterException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Formats (`apply`) or checks (`check`) every Java file below the given folders.
void main(String[] args) throws IOException {
  var files = new ArrayList<Path>();
  for (String folder : Arrays.asList(args).subList(1, args.length)) {
    try (var found = Files.walk(Path.of(folder))) {
      files.addAll(found.filter(file -> file.toString().endsWith(".java")).sorted().toList());
    }
  }
  boolean applies = args[0].equals("apply");
  List<Path> wrong = files.parallelStream().filter(file -> !isFormatted(file, applies)).toList();
  if (!applies && !wrong.isEmpty()) {
    IO.println("Not formatted (run: mvn test-compile -Dformat.mode=apply):");
    wrong.forEach(IO::println);
    System.exit(1);
  }
}

boolean isFormatted(Path file, boolean applies) {
  try {
    String before = Files.readString(file);
    String after = new Formatter().formatSourceAndFixImports(before);
    if (applies && !before.equals(after)) {
      Path whole = Path.of(file + ".tmp");
      Files.writeString(whole, after); // the compiler may be reading the file
      Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
    }
    return before.equals(after);
  } catch (IOException | FormatterException e) {
    throw new IllegalStateException(file.toString(), e);
  }
}
