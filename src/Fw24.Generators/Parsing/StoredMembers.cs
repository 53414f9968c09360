using Microsoft.CodeAnalysis;

namespace Fw24.Generators.Parsing;

/// <summary>The properties of a type, inherited ones included, that an item may hold.</summary>
internal sealed class StoredMembers
{
    private readonly ISet<string> _indexKeys;
    private readonly Compilation _compilation;
    private readonly List<StoredMember> _stored = [];
    private readonly List<string> _requiredButNotStored = [];
    private readonly List<string> _inaccessible = [];
    private readonly List<string> _notStored = [];

    public StoredMembers(INamedTypeSymbol type, ISet<string> indexKeys, Compilation compilation)
    {
        (_indexKeys, _compilation) = (indexKeys, compilation);
        var hidden = new HashSet<string>(StringComparer.Ordinal);
        for (var current = type; current is { SpecialType: SpecialType.None }; current = current.BaseType)
        {
            var hides = current.BaseType is { SpecialType: SpecialType.None };
            foreach (var member in current.GetMembers())
            {
                Add(member, isHidden: hidden.Contains(member.Name));
                if (hides && !member.IsStatic)
                {
                    hidden.Add(member.Name);
                }
            }
        }

        _stored.Sort(static (left, right) => string.CompareOrdinal(left.Property.Name, right.Property.Name));
        _requiredButNotStored.Sort(StringComparer.Ordinal);
        _inaccessible.Sort(StringComparer.Ordinal);
        _notStored.Sort(StringComparer.Ordinal);
    }

    /// <summary>The properties, in ordinal order. Computed ones are among them: see <see cref="StoredMember.IsAsked"/>.</summary>
    public IReadOnlyList<StoredMember> Stored => _stored;

    /// <summary>The required members that are not stored.</summary>
    public IReadOnlyList<string> RequiredButNotStored => _requiredButNotStored;

    /// <summary>The annotated properties that emitted code cannot reach.</summary>
    public IReadOnlyList<string> Inaccessible => _inaccessible;

    /// <summary>The annotated properties that no item can hold.</summary>
    public IReadOnlyList<string> NotStored => _notStored;

    private void Add(ISymbol member, bool isHidden)
    {
        if (member is IPropertySymbol property)
        {
            var attributes = PropertyAttributes.Of(property);
            if (attributes.IsInVain(property))
            {
                _notStored.Add(property.Name);
            }

            if (!isHidden && !property.IsStatic && !TryStore(property, attributes) && property.IsRequired)
            {
                _requiredButNotStored.Add(property.Name);
            }
        }
        else if (member is IFieldSymbol { IsRequired: true } && !isHidden)
        {
            _requiredButNotStored.Add(member.Name);
        }
    }

    private bool TryStore(IPropertySymbol property, PropertyAttributes attributes)
    {
        if (attributes.IsIgnored || property is not { IsIndexer: false, GetMethod: { } getter, ExplicitInterfaceImplementations.IsEmpty: true })
        {
            return false;
        }

        var member = new StoredMember(property, attributes, _indexKeys.Contains(property.Name));
        if ((member.IsAsked || property.DeclaredAccessibility is Accessibility.Public) && _compilation.CanUse(getter))
        {
            _stored.Add(member);
            return true;
        }

        if (member.IsAsked)
        {
            _inaccessible.Add(property.Name);
        }

        return false;
    }
}
