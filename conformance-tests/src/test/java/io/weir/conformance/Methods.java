package io.weir.conformance;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.SwitchTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;

/** The methods of source files and how long they are, as the JDK's own parser sees them. */
final class Methods extends TreeScanner<@Nullable Void, CompilationUnitTree> {
    private final int lines;
    private final SourcePositions positions;
    private final List<String> found = new ArrayList<>();

    private Methods(int lines, SourcePositions positions) {
        this.lines = lines;
        this.positions = positions;
    }

    /** "File.java: method: n lines" for each method longer than that; a method that is one flat switch may be long. */
    static List<String> longerThan(int lines, List<Path> files) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null, manager, null, List.of("-proc:none"), null, manager.getJavaFileObjectsFromPaths(files));
            Methods methods = new Methods(lines, Trees.instance(task).getSourcePositions());
            methods.scanAll(task);
            return methods.found;
        }
    }

    private void scanAll(JavacTask task) throws IOException {
        for (CompilationUnitTree unit : task.parse()) {
            scan(unit, unit);
        }
    }

    @Override
    public @Nullable Void visitMethod(MethodTree method, CompilationUnitTree unit) {
        long first = unit.getLineMap().getLineNumber(positions.getStartPosition(unit, method));
        long last = unit.getLineMap().getLineNumber(positions.getEndPosition(unit, method));
        if (last - first + 1 > lines && !isFlatSwitch(method.getBody())) {
            String file = Path.of(unit.getSourceFile().toUri()).getFileName().toString();
            found.add(file + ": " + method.getName() + ": " + (last - first + 1) + " lines");
        }
        return super.visitMethod(method, unit);
    }

    private static boolean isFlatSwitch(@Nullable BlockTree body) {
        if (body == null || body.getStatements().size() != 1) {
            return false;
        }
        StatementTree only = body.getStatements().get(0);
        return only instanceof SwitchTree
                || (only instanceof ReturnTree returned && returned.getExpression() instanceof SwitchExpressionTree);
    }
}
