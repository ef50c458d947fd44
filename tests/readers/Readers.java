import java.io.File;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.jena.query.Query;
import org.apache.jena.query.QueryExecution;
import org.apache.jena.query.QueryExecutionFactory;
import org.apache.jena.query.QueryFactory;
import org.apache.jena.query.ResultSetFormatter;
import org.apache.jena.rdf.model.Model;
import org.apache.jena.rdf.model.ModelFactory;
import org.apache.jena.riot.RDFParser;
import org.apache.jena.riot.system.ErrorHandlerFactory;
import org.apache.jena.riot.system.StreamRDF;
import org.semanticweb.owlapi.apibinding.OWLManager;
import org.semanticweb.owlapi.model.OWLOntology;
import org.semanticweb.owlapi.profiles.OWLProfileReport;
import org.semanticweb.owlapi.profiles.OWLProfileViolation;
import org.semanticweb.owlapi.profiles.Profiles;

/**
 * What Apache Jena and the OWL API make of our files, in one run of the JVM: a folder in, a folder out.
 *
 * IN/data/* is parsed as `riot --validate` does: a warning is an error. IN/data/GRAPH.nt is asked each of
 * IN/queries/GRAPH-*.rq, rows to OUT/*.json as SPARQL 1.1 results. IN/ontology.ttl is held against OWL 2 DL and RL.
 * What was found is printed, one line a file: kind, name, and the number of triples, or what is wrong.
 */
public final class Readers {
    public static void main(String[] args) throws Exception {
        Path in = Path.of(args[0]);
        Path out = Path.of(args[1]);
        for (File file : in.resolve("data").toFile().listFiles()) {
            line("riot", file.getName(), parsed(file));
        }
        Map<String, Model> graphs = new HashMap<>();
        for (File file : in.resolve("queries").toFile().listFiles()) {
            String name = file.getName().split("-")[0] + ".nt";
            Model graph = graphs.computeIfAbsent(name, one -> read(in.resolve("data").resolve(one)));
            line("arq", file.getName(), asked(graph, file, out));
        }
        profiles(in.resolve("ontology.ttl").toFile());
    }

    private static Model read(Path file) {
        Model graph = ModelFactory.createDefaultModel();
        RDFParser.source(file).parse(graph);
        return graph;
    }

    private static void line(String kind, String name, Object found) {
        System.out.println(kind + "\t" + name + "\t" + String.valueOf(found).replaceAll("\\s+", " "));
    }

    private static Object parsed(File file) {
        long[] count = {0};
        StreamRDF sink = new org.apache.jena.riot.system.StreamRDFBase() {
            @Override public void triple(org.apache.jena.graph.Triple triple) { count[0]++; }
            @Override public void quad(org.apache.jena.sparql.core.Quad quad) { count[0]++; }
        };
        try {
            RDFParser.source(file.toPath()).checking(true).strict(true)
                .errorHandler(ErrorHandlerFactory.errorHandlerStrictNoLogging).parse(sink);
            return count[0];
        } catch (RuntimeException error) {
            return error;
        }
    }

    private static Object asked(Model graph, File file, Path out) throws Exception {
        String name = file.getName().replace(".rq", ".json");
        try {
            Query query = QueryFactory.create(Files.readString(file.toPath()));
            try (QueryExecution run = QueryExecutionFactory.create(query, graph);
                    OutputStream to = new FileOutputStream(out.resolve(name).toFile())) {
                ResultSetFormatter.outputAsJSON(to, run.execSelect());
            }
            return "";
        } catch (RuntimeException error) {
            return error;
        }
    }

    private static void profiles(File file) throws Exception {
        OWLOntology ontology = OWLManager.createOWLOntologyManager().loadOntologyFromOntologyDocument(file);
        for (Profiles profile : new Profiles[] {Profiles.OWL2_DL, Profiles.OWL2_RL}) {
            OWLProfileReport report = profile.checkOntology(ontology);
            line("owl", profile.name(), report.getViolations().size());
            for (OWLProfileViolation one : report.getViolations()) {
                line("violation", profile.name().toLowerCase(Locale.ROOT), one);
            }
        }
        line("owl", "axioms", ontology.getAxiomCount());
    }

    private Readers() { }
}
