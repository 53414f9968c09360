using Fw24.Generators.Emit.Infrastructure.Manifest;
using Fw24.Generators.Model.Infrastructure;

namespace Fw24.Generators.Emit.Infrastructure;

/// <summary>Prints the code that writes further files next to the synthesized stack: <c>InfrastructureFiles.g.cs</c>.</summary>
internal static class FilesEmitter
{
    private const string Writing = """
        /// <summary>Writes the files to the paths that the build specifies.</summary>
        /// <param name="stack">The stack, whose warnings the build repeats.</param>
        /// <param name="shared">What its functions share.</param>
        public static void Write(AwsCdk::Stack stack, SharedResources shared)
        {
            foreach (var entry in stack.Node.Metadata)
            {
                if (entry.Type is "aws:cdk:warning" && entry.Data is string text && text.EndsWith("[ack: fw24:alarm-topic]", System::StringComparison.Ordinal))
                {
                    s_warnings.Add($"{stack.Node.Path}: {text}");
                }
            }

            // Of several stages, the file of the name that the build chose is the first one's.
            var manifest = Manifest(stack, shared);
            if (!s_hasManifest)
            {
                Write("FW24_MANIFEST_FILE", manifest);
                s_hasManifest = true;
            }

            if (shared.ShownStage is { } stage && Fw24::DeployedName.IsStage(stage))
            {
                Write("FW24_MANIFEST_FILE", manifest, stage);
            }

            Write("FW24_TOPOLOGY_FILE", Topology);
            Write("FW24_WARNINGS_FILE", string.Join("\n", s_warnings));
        }

        private static void Write(string variable, string text, string? stage = null)
        {
            if (System::Environment.GetEnvironmentVariable(variable) is { Length: > 0 } file)
            {
                // fw24.manifest.json → fw24.manifest.dev.json
                var path = stage is null ? file : System::IO.Path.ChangeExtension(file, stage + System::IO.Path.GetExtension(file));
                System::IO.File.WriteAllText(path, text + "\n");
            }
        }
        """;

    private const string Names = """
        // The names of resources in a stage.
        private sealed class ManifestNames(string? stage, Collections::IReadOnlyDictionary<string, string> tables)
        {
            public string Table(string name) => tables.TryGetValue(name, out var given) ? given : Fw24::DeployedName.Table(name, stage);

            public string Topic(string name, bool fifo) => Fw24::DeployedName.Topic(name, fifo, stage);

            public string Queue(string name, bool fifo) => Fw24::DeployedName.Queue(name, fifo, stage);

            public string Function(string name) => Fw24::DeployedName.Function(name, stage);

            public string LogGroup(string name) => Fw24::DeployedName.LogGroup(name, stage);

            // ,"stage": "dev","tableNames": {"orders": "old-orders"}
            public string Stated()
            {
                var names = new Collections::List<string>();
                foreach (var (table, name) in tables)
                {
                    names.Add($"\"{table}\": \"{name}\"");
                }

                return (stage is null ? "" : $",\n  \"stage\": \"{stage}\"")
                    + (names.Count is 0 ? "" : ",\n  \"tableNames\": { " + string.Join(", ", names) + " }");
            }

            // ,"FW24_STAGE": "dev","FW24_TABLES": "orders=old-orders"
            public string Variables()
            {
                var names = new Collections::List<string>();
                foreach (var (table, name) in tables)
                {
                    names.Add($"{table}={name}");
                }

                return (stage is null ? "" : $",\n        \"FW24_STAGE\": \"{stage}\"")
                    + (names.Count is 0 ? "" : $",\n        \"FW24_TABLES\": \"{string.Join(",", names)}\"");
            }
        }
        """;

    public static string Emit(StackDeclaration stack, InfrastructureModel app)
    {
        var writer = new SourceWriter();
        writer.Write($"""
            /// <summary>The files that the build writes next to the synthesized stack: the same infrastructure for other tools and for readers.</summary>
            {Code.GeneratedCode}
            internal static class InfrastructureFiles
            """);
        writer.Open();
        writer.Write(string.Join("\n\n", Topology(app), Manifest(app), Writing, Names));
        writer.Close();
        return CdkCode.File(stack, writer);
    }

    private static string Topology(InfrastructureModel app) => $""""""
        /// <summary>The app's topology in Markdown with a Mermaid diagram.</summary>
        public const string Topology = """"
        {TopologyEmitter.Emit(app)}
        """";

        private static readonly Collections::List<string> s_warnings = [];
        private static bool s_hasManifest;
        """""";

    private static string Manifest(InfrastructureModel app) => $$"""
        /// <summary>Gets a stack's manifest (schema <c>fw24.manifest/1</c>): for Terraform, SAM or other tools that create resources.</summary>
        /// <param name="stack">The stack, after all its resources have been created.</param>
        /// <param name="shared">What its functions share.</param>
        public static string Manifest(AwsCdk::Stack stack, SharedResources shared)
        {
            var manifest = Nodes::JsonNode.Parse(Declared(shared.ShownStage, shared.ShownTableNames()))!.AsObject();
            ManifestSettings.Apply(manifest, stack, shared);
            return ManifestSettings.Print(manifest);
        }

        // What the attributes say.
        private static string Declared(string? stage, Collections::IReadOnlyDictionary<string, string> tableNames)
        {
            var names = new ManifestNames(stage, tableNames);
            return {{JsonPrinter.Literal(ManifestEmitter.Emit(app))}};
        }
        """;
}
