using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis;
using Fw24.Generators.Parsing.Attributes;

namespace Fw24.Generators.Fixes;

/// <summary>The code around a violation, for the fix that its rule suggests. The edits are in the extension classes of this folder.</summary>
internal sealed class FixContext
{
    private readonly Compilation _compilation;
    private readonly IReadOnlyDictionary<string, INamedTypeSymbol> _types;
    private readonly INamedTypeSymbol? _type;

    /// <param name="compilation">The project.</param>
    /// <param name="types">Its types by their full names.</param>
    /// <param name="type">The class at fault; <see langword="null"/> for the app's own settings.</param>
    /// <param name="attribute">The attribute that the violation concerns.</param>
    /// <param name="member">The name of the member at fault; <see langword="null"/> for the class.</param>
    /// <param name="cancellationToken">Cancels the search.</param>
    public FixContext(
        Compilation compilation, IReadOnlyDictionary<string, INamedTypeSymbol> types, INamedTypeSymbol? type, AttributeData? attribute, string? member, CancellationToken cancellationToken)
    {
        (_compilation, _types, _type, CancellationToken) = (compilation, types, type, cancellationToken);
        Attribute = Syntax(attribute);
        Member = member is null || type is null ? null : Declared(type, member);
    }

    /// <summary>The class at fault.</summary>
    public INamedTypeSymbol Type => _type ?? throw new InvalidOperationException("The app's own settings have no class.");

    /// <summary>The attribute that the violation concerns; <see langword="null"/> without one.</summary>
    public AttributeSyntax? Attribute { get; }

    /// <summary>The property or field at fault, as its class declares or inherits it; <see langword="null"/> for the class.</summary>
    public ISymbol? Member { get; }

    /// <summary>The property at fault; <see langword="null"/> for the class or a field.</summary>
    public IPropertySymbol? Property => Member as IPropertySymbol;

    /// <summary>The name of the project's assembly.</summary>
    public string AssemblyName => _compilation.AssemblyName ?? "";

    public CancellationToken CancellationToken { get; }

    /// <summary>Formats a name as a string literal; empty without one.</summary>
    public static string Quoted(string name) => name.Length is 0 ? "" : SymbolDisplay.FormatLiteral(name, quote: true);

    /// <summary>Gets this context for another member of the class.</summary>
    public FixContext? WithMember(string member)
        => new FixContext(_compilation, _types, Type, attribute: null, member, CancellationToken) is { Member: not null } context ? context : null;

    /// <summary>Finds a class of the project by its full name.</summary>
    public INamedTypeSymbol? Find(string fullName) => _types.TryGetValue(fullName, out var type) ? type : null;

    /// <summary>Finds a type of the project or its references by its metadata name.</summary>
    public INamedTypeSymbol? FindReferenced(string metadataName) => _compilation.GetTypeByMetadataName(metadataName);

    /// <summary>Gets the entities of a table that the project declares.</summary>
    public IReadOnlyList<INamedTypeSymbol> Entities(string table)
        => [.. _types.Values.Where(type => AttributeReader.Read<DynamoTableAttribute>(type)?.Name == table)];

    /// <summary>Gets the attribute that the entities of a table state; <see langword="null"/> unless exactly one does.</summary>
    public AttributeSyntax? Stating<T>(string table)
        where T : Attribute
        => Entities(table).Select(AttributeReader.Find<T>).OfType<AttributeData>().ToList() is [var only] ? Syntax(only) : null;

    /// <summary>Indicates whether a class of the project derives directly from the class at fault.</summary>
    public bool IsBase() => _types.Values.Any(other => SymbolEqualityComparer.Default.Equals(other.BaseType, Type));

    /// <summary>Gets the shortest name of a type at the violation's attribute.</summary>
    public string Minimal(string metadataName) => FindReferenced(metadataName) is { } type ? Minimal(type) : metadataName;

    /// <summary>Gets the shortest name of a type at the violation's attribute.</summary>
    public string Minimal(INamedTypeSymbol type) => Attribute is null ? type.ToDisplayString() : Minimal(type, Attribute);

    /// <summary>Gets the shortest name of a type at a place.</summary>
    public string Minimal(INamedTypeSymbol type, SyntaxNode place)
        => type.ToMinimalDisplayString(_compilation.GetSemanticModel(place.SyntaxTree), place.SpanStart);

    /// <summary>Gets the syntax of an attribute; <see langword="null"/> without one.</summary>
    public AttributeSyntax? Syntax(AttributeData? attribute)
        => attribute?.ApplicationSyntaxReference?.GetSyntax(CancellationToken) as AttributeSyntax;

    /// <summary>Gets the declaration of a class; <see langword="null"/> unless it has exactly one part.</summary>
    public TypeDeclarationSyntax? Declaration(INamedTypeSymbol type)
        => type.DeclaringSyntaxReferences is [var only] ? only.GetSyntax(CancellationToken) as TypeDeclarationSyntax : null;

    /// <summary>Gets the declaration of the member at fault: a property, a field, or a parameter of a record.</summary>
    public SyntaxNode? MemberDeclaration() => Member?.DeclaringSyntaxReferences is [var only] ? only.GetSyntax(CancellationToken) : null;

    // An inherited member is declared in a base class.
    private static ISymbol? Declared(INamedTypeSymbol type, string member)
    {
        for (INamedTypeSymbol? current = type; current is not null; current = current.BaseType)
        {
            if (current.GetMembers(member).FirstOrDefault(static symbol => symbol is IPropertySymbol or IFieldSymbol) is { } found)
            {
                return found;
            }
        }

        return null;
    }
}
