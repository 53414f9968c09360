using Microsoft.CodeAnalysis.CSharp;

namespace Fw24.Generators.Model;

/// <summary>Names shared by generated code and other compilations.</summary>
internal static class Names
{
    /// <summary>The class that reads the records of Amazon.Lambda.DynamoDBEvents.</summary>
    public const string LambdaRecords = "LambdaRecords";

    /// <summary>The suffixes of the types that are generated for an entity.</summary>
    public static IReadOnlyList<string> GeneratedSuffixes { get; } = ["Change", "ChangeHandler", "Changes", "Codec", "Fields", "Key", "Table"];

    /// <summary>The suffixes of the types that are generated for an app.</summary>
    public static IReadOnlyList<string> AppSuffixes { get; } = ["App", "AppFunction", LambdaRecords];

    /// <summary>Gets the member of <c>{App}App.Parts</c> that exposes a model: the full name as an identifier, with underscores for dots.</summary>
    /// <remarks>Underscores in the name become <c>_5F</c>, so that <c>A.B_C</c> and <c>A_B.C</c> differ; unambiguous, as no name begins with a digit.</remarks>
    public static string Part(string @namespace, string name)
        => Metadata(@namespace, name).Replace("_", "_5F").Replace(".", "_") is var part && SyntaxFacts.GetKeywordKind(part) is SyntaxKind.None ? part : "@" + part;

    /// <summary>Gets a name as it appears in metadata.</summary>
    public static string Metadata(string @namespace, string name)
        => (@namespace.Length is 0 ? name : $"{@namespace}.{name}").Replace("@", "");

    /// <summary>Gets a qualified name as emitted code writes it.</summary>
    public static string Global(string @namespace, string name)
        => @namespace.Length is 0 ? $"global::{name}" : $"global::{@namespace}.{name}";
}
