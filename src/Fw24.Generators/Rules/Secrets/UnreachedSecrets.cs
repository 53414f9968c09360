using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Fw24.Generators.Parsing.Attributes;
using Fw24.Generators.Parsing.Members;
using Fw24.Generators.Parsing.Types;

namespace Fw24.Generators.Rules.Secrets;

/// <summary>Finds <c>[Sensitive]</c> and <c>[SensitiveAttributes]</c> that apply to no entity, although their author expects a redaction.</summary>
/// <param name="compilation">The compilation.</param>
internal sealed class UnreachedSecrets(Compilation compilation)
{
    private readonly List<IPropertySymbol> _secrets = [];
    private readonly List<INamedTypeSymbol> _named = [];
    private readonly List<INamedTypeSymbol> _entities = [];
    private readonly HashSet<INamedTypeSymbol> _reached = new(SymbolEqualityComparer.Default);

    /// <summary>Examines a type of the compilation.</summary>
    public void Note(INamedTypeSymbol type)
    {
        if (AttributeReader.Has<DynamoTableAttribute>(type))
        {
            _entities.Add(type);
            return;
        }

        if (AttributeReader.Has<SensitiveAttributesAttribute>(type))
        {
            _named.Add(type);
        }

        _secrets.AddRange(type.GetMembers().OfType<IPropertySymbol>().Where(AttributeReader.Has<SensitiveAttribute>));
    }

    /// <summary>Gets the classes with <c>[SensitiveAttributes]</c> that apply to no entity, after all types were examined.</summary>
    public IEnumerable<INamedTypeSymbol> Classes()
        => _named.Where(type => !_entities.Exists(entity => Derives(entity, type)) && (type.IsSealed || type.IsStatic || !IsShared(type)));

    /// <summary>Gets the properties with <c>[Sensitive]</c> that apply to no entity, and why, after all types were examined.</summary>
    public IEnumerable<(IPropertySymbol Property, string Reason)> Properties()
    {
        if (_secrets.Count > 0)
        {
            _entities.ForEach(Reach);
        }

        foreach (var secret in _secrets)
        {
            if (Reason(secret) is { } reason)
            {
                yield return (secret, reason);
            }
        }
    }

    private string? Reason(IPropertySymbol secret)
    {
        var type = secret.ContainingType;
        if (type.TypeKind is TypeKind.Interface && (secret.IsStatic || secret.IsIndexer))
        {
            return "no item holds a static property or an indexer";
        }

        return _reached.Contains(type.OriginalDefinition) || IsShared(type)
            ? null
            : $"no entity of the project {(type.TypeKind is TypeKind.Interface ? "implements" : "is, derives from or holds")} {type.ToDisplayString(SymbolDisplayFormat.CSharpShortErrorMessageFormat)}";
    }

    private static bool Derives(INamedTypeSymbol entity, INamedTypeSymbol type)
    {
        for (var current = entity.BaseType; current is not null; current = current.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(current.OriginalDefinition, type))
            {
                return true;
            }
        }

        return false;
    }

    // Entities of other assemblies may implement, derive from or hold a type visible to them.
    private bool IsShared(INamedTypeSymbol type)
        => compilation.Options.OutputKind is OutputKind.DynamicallyLinkedLibrary or OutputKind.NetModule
            && (Declarations.IsPublic(type) || compilation.Assembly.GetAttributes().Any(static data => data.AttributeClass?.Name is nameof(InternalsVisibleToAttribute)));

    private void Reach(INamedTypeSymbol type)
    {
        if (Implementations.IsSystem(type) || !_reached.Add(type.OriginalDefinition))
        {
            return;
        }

        foreach (var face in type.AllInterfaces)
        {
            _reached.Add(face.OriginalDefinition);
        }

        for (var current = type.BaseType; current is { SpecialType: SpecialType.None }; current = current.BaseType)
        {
            _reached.Add(current.OriginalDefinition);
        }

        foreach (var member in new StoredMembers(type, new HashSet<string>(), compilation).Stored)
        {
            Reach(member.Property.Type);
        }
    }

    private void Reach(ITypeSymbol type)
    {
        switch (type)
        {
            case IArrayTypeSymbol array:
                Reach(array.ElementType);
                break;
            case INamedTypeSymbol { SpecialType: SpecialType.None } named:
                foreach (var argument in named.TypeArguments)
                {
                    Reach(argument);
                }

                Reach(named);
                break;
        }
    }
}
