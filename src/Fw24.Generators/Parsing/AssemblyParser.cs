using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Fw24.Generators.Model;
using Fw24.Generators.Model.Apps;
using Fw24.Generators.Parsing.Attributes;
using Fw24.Generators.Parsing.Types;

namespace Fw24.Generators.Parsing;

/// <summary>Reads the facts about a compilation as a whole.</summary>
internal static class AssemblyParser
{
    /// <summary>The full name of the attribute that names an app.</summary>
    public static string AttributeName { get; } = typeof(Fw24AppAttribute).FullName!;

    public static AssemblyModel Parse(Compilation compilation, AnalyzerConfigOptionsProvider options)
    {
        var name = compilation.AssemblyName ?? "";
        var (root, @namespace) = FreeOf(compilation.Assembly, Namespace(options.GlobalOptions.TryGetValue("build_property.RootNamespace", out var stated) ? stated : name));
        var context = compilation.GetTypeByMetadataName("Amazon.Lambda.Core.ILambdaContext");
        return new AssemblyModel
        {
            Name = name,
            AppTypes = AppTypes(@namespace),
            OldLanguage = compilation is CSharpCompilation { LanguageVersion: < LanguageVersion.CSharp12 and var version } ? version.ToDisplayString() : "",
            RootNamespace = root,
            IsExecutable = compilation.Options.OutputKind is OutputKind.ConsoleApplication or OutputKind.WindowsApplication or OutputKind.WindowsRuntimeApplication,
            Architecture = options.GlobalOptions.TryGetValue("build_property.Fw24RuntimeIdentifier", out var runtime) && runtime.EndsWith("-arm64", StringComparison.Ordinal) ? "arm64" : "x86_64",
            HasLambdaContext = context is not null,
            HasLambdaTrace = context?.GetMembers("TraceId").IsEmpty is false,
            // Versions before 3 use the SDK's values, from an SDK version incompatible with the runtime.
            HasLambdaRecords = compilation.GetTypeByMetadataName("Amazon.Lambda.DynamoDBEvents.DynamoDBEvent+AttributeValue") is not null,
            HasAttributeValues = compilation.GetTypeByMetadataName("Amazon.DynamoDBv2.Model.AttributeValue") is not null,
            HasRuntime = compilation.GetTypeByMetadataName("Fw24.Model.AppModel") is not null,
            WritesLock = WritesLock(options),
        };
    }

    /// <summary>Indicates whether the build writes the lock, so that it is not compared.</summary>
    public static bool WritesLock(AnalyzerConfigOptionsProvider options)
        => options.GlobalOptions.TryGetValue("build_property.Fw24WriteLock", out var writes)
            && string.Equals(writes, "true", StringComparison.OrdinalIgnoreCase);

    public static Fw24AppAttribute? ParseApp(GeneratorAttributeSyntaxContext context)
        => context.Attributes is [var data, ..] ? AttributeReader.Read<Fw24AppAttribute>(data) : null;

    // A type may have the project's name or a part of it (record orders in a file-based program orders.cs); then only the enclosing namespace is usable.
    private static (string Name, INamespaceSymbol? Symbol) FreeOf(IAssemblySymbol assembly, string name)
    {
        var free = "";
        INamespaceSymbol? current = assembly.GlobalNamespace;
        foreach (var part in name.Split(['.'], StringSplitOptions.RemoveEmptyEntries))
        {
            var members = current?.GetMembers(part.TrimStart('@')) ?? [];
            if (members.Any(static member => member is INamedTypeSymbol { Arity: 0 }))
            {
                return (free, current);
            }

            free = free.Length is 0 ? part : $"{free}.{part}";
            current = members.OfType<INamespaceSymbol>().FirstOrDefault();
        }

        return (free, current);
    }

    private static EquatableArray<string> AppTypes(INamespaceSymbol? @namespace)
        => (@namespace?.GetMembers() ?? [])
            .Where(static member => Names.AppSuffixes.Any(suffix => member.Name.EndsWith(suffix, StringComparison.Ordinal)) && Declarations.Takes(member))
            .Select(static member => member.Name)
            .OrderBy(static name => name, StringComparer.Ordinal)
            .ToEquatableArray();

    // A project's name may be an invalid namespace: my-app, 3d.models.
    private static string Namespace(string name) => string.Join(".", name
        .Split(['.'], StringSplitOptions.RemoveEmptyEntries)
        .Select(static part => new string([.. part.Select(static c => SyntaxFacts.IsIdentifierPartCharacter(c) ? c : '_')]))
        .Select(static part => SymbolNames.Identifier(SyntaxFacts.IsIdentifierStartCharacter(part[0]) ? part : "_" + part)));
}
