using Fw24.Generators.Emit.Infrastructure.Manifest;
using Fw24.Generators.Model.Infrastructure;

namespace Fw24.Generators.Emit.Infrastructure;

/// <summary>Prints the code that writes further files next to the synthesized stack: <c>InfrastructureFiles.g.cs</c>.</summary>
internal static class FilesEmitter
{
    public static string Emit(StackDeclaration stack, InfrastructureModel app)
    {
        var writer = new SourceWriter();
        writer.Write($$"""""
            /// <summary>The files that the build writes next to the synthesized stack: the same infrastructure for other tools and for readers.</summary>
            {{Code.GeneratedCode}}
            internal static class InfrastructureFiles
            {
                /// <summary>The app's manifest (schema <c>fw24.manifest/1</c>): for Terraform, SAM or other tools that create resources.</summary>
                public const string Manifest = """"
            {{ManifestEmitter.Emit(app)}}
            """";

                /// <summary>The app's topology in Markdown with a Mermaid diagram.</summary>
                public const string Topology = """"
            {{TopologyEmitter.Emit(app)}}
            """";

                private static readonly Collections::List<string> s_warnings = [];

                /// <summary>Writes the files to the paths that the build specifies.</summary>
                /// <param name="stack">The stack, whose warnings the build repeats.</param>
                public static void Write(AwsCdk::Stack stack)
                {
                    foreach (var entry in stack.Node.Metadata)
                    {
                        if (entry.Type is "aws:cdk:warning" && entry.Data is string text && text.EndsWith("[ack: fw24:alarm-topic]", System::StringComparison.Ordinal))
                        {
                            s_warnings.Add($"{stack.Node.Path}: {text}");
                        }
                    }

                    Write("FW24_MANIFEST_FILE", Manifest);
                    Write("FW24_TOPOLOGY_FILE", Topology);
                    Write("FW24_WARNINGS_FILE", string.Join("\n", s_warnings));
                }

                private static void Write(string variable, string text)
                {
                    if (System::Environment.GetEnvironmentVariable(variable) is { Length: > 0 } file)
                    {
                        System::IO.File.WriteAllText(file, text + "\n");
                    }
                }
            }
            """"");
        return CdkCode.File(stack, writer);
    }
}
