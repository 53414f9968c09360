using Fw24.Generators.Model.Infrastructure;

namespace Fw24.Generators.Emit.Infrastructure;

/// <summary>Prints what the build writes beside the synthesized stack: <c>InfrastructureFiles.g.cs</c>.</summary>
internal static class FilesEmitter
{
    public static string Emit(StackDeclaration stack, InfrastructureModel app)
    {
        var writer = new SourceWriter();
        writer.Write($$"""""
            /// <summary>What the build writes beside the synthesized stack: the same infrastructure for other tools, and for people.</summary>
            {{Code.GeneratedCode}}
            internal static class InfrastructureFiles
            {
                /// <summary>The app's manifest (schema <c>fw24.manifest/1</c>): for Terraform, SAM or whatever else makes resources.</summary>
                public const string Manifest = """"
            {{ManifestEmitter.Emit(app)}}
            """";

                /// <summary>The app's topology in Markdown with a Mermaid diagram.</summary>
                public const string Topology = """"
            {{TopologyEmitter.Emit(app)}}
            """";

                /// <summary>Writes the files, where the build says it wants them.</summary>
                public static void Write()
                {
                    Write("FW24_MANIFEST_FILE", Manifest);
                    Write("FW24_TOPOLOGY_FILE", Topology);
                }

                private static void Write(string variable, string text)
                {
                    if (global::System.Environment.GetEnvironmentVariable(variable) is { Length: > 0 } file)
                    {
                        global::System.IO.File.WriteAllText(file, text + "\n");
                    }
                }
            }
            """"");
        return CdkCode.File(stack, writer);
    }
}
