using Microsoft.CodeAnalysis;
using Fw24.Generators.Model.Entities;
using Fw24.Generators.Parsing.Attributes;
using Fw24.Generators.Parsing.Types;

namespace Fw24.Generators.Parsing.Members;

/// <summary>The properties of a type, including inherited ones, that an item may hold: those that can be read and set through the type.</summary>
internal sealed class StoredMembers
{
    private readonly ISet<string> _indexKeys;
    private readonly Compilation _compilation;
    private readonly List<StoredMember> _stored = [];
    private readonly List<UnstoredMember> _requiredButNotStored = [];
    private readonly List<UnstoredMember> _unstoredMembers = [];
    private readonly List<string> _inaccessible = [];
    private readonly List<string> _notStored = [];

    public StoredMembers(INamedTypeSymbol type, ISet<string> indexKeys, Compilation compilation)
    {
        (_indexKeys, _compilation) = (indexKeys, compilation);
        Secrets = InheritedSecrets.Of(type);
        var hiding = new Dictionary<string, ISymbol>(StringComparer.Ordinal);
        for (var current = type; current is { SpecialType: SpecialType.None }; current = current.BaseType)
        {
            var hides = current.BaseType is { SpecialType: SpecialType.None };
            foreach (var member in current.GetMembers())
            {
                var isHidden = hiding.TryGetValue(member.Name, out var hider);
                Add(member, hider);

                // A member that outside code cannot use hides nothing from it.
                if (hides && !isHidden && (member.IsOverride || compilation.CanUse(member)))
                {
                    hiding.Add(member.Name, member);
                }
            }
        }

        _stored.Sort(static (left, right) => string.CompareOrdinal(left.Property.Name, right.Property.Name));
        _requiredButNotStored.Sort(static (left, right) => string.CompareOrdinal(left.Name, right.Name));
        _unstoredMembers.Sort(static (left, right) => string.CompareOrdinal(left.Name, right.Name));
        _inaccessible.Sort(StringComparer.Ordinal);
        _notStored.Sort(StringComparer.Ordinal);
    }

    /// <summary>The secrecy statements of base classes and interfaces.</summary>
    public InheritedSecrets Secrets { get; }

    /// <summary>The properties, in ordinal order, including computed ones: see <see cref="StoredMember.IsAsked"/>.</summary>
    public IReadOnlyList<StoredMember> Stored => _stored;

    /// <summary>The required members that are not stored.</summary>
    public IReadOnlyList<UnstoredMember> RequiredButNotStored => _requiredButNotStored;

    /// <summary>The settable members that are not stored although nothing excludes them.</summary>
    public IReadOnlyList<UnstoredMember> UnstoredMembers => _unstoredMembers;

    /// <summary>The annotated properties that emitted code cannot reach.</summary>
    public IReadOnlyList<string> Inaccessible => _inaccessible;

    /// <summary>The annotated properties that no item can hold.</summary>
    public IReadOnlyList<string> NotStored => _notStored;

    private void Add(ISymbol member, ISymbol? hider)
    {
        switch (member)
        {
            case IPropertySymbol property:
                Add(property, hider);
                break;
            case IFieldSymbol { IsStatic: false, AssociatedSymbol: null } field when hider is null:
                Add(field);
                break;
        }
    }

    private void Add(IPropertySymbol property, ISymbol? hider)
    {
        var attributes = PropertyAttributes.Of(property);
        var getter = Accessors.Getter(property);
        if (attributes.IsInVain(property, getter))
        {
            _notStored.Add(property.Name);
        }

        if (property is { IsStatic: true } or { IsIndexer: true } or { ExplicitInterfaceImplementations.IsEmpty: false })
        {
            return;
        }

        if (hider is not null)
        {
            AddHidden(property, attributes, hider, canBeSet: getter is not null && Accessors.Setter(property, _compilation) is not null);
            return;
        }

        var setter = Accessors.Setter(property, _compilation);
        var isAsked = attributes.IsAnnotated || _indexKeys.Contains(property.Name);
        if (Obstacle(property, getter, attributes, isAsked) is not { } reason)
        {
            _stored.Add(new StoredMember(property, getter!, setter, attributes, Secrets.Of(property, attributes), _indexKeys.Contains(property.Name)));
            return;
        }

        if (isAsked && reason is UnstoredReason.UnreachableGetter)
        {
            _inaccessible.Add(property.Name);
        }

        if (property.IsRequired)
        {
            _requiredButNotStored.Add(new UnstoredMember(property.Name, reason));
        }
        else if (!isAsked && reason is not UnstoredReason.Ignored && (setter is not null || reason is UnstoredReason.Reference) && _compilation.CanUse(property))
        {
            _unstoredMembers.Add(new UnstoredMember(property.Name, reason));
        }
    }

    private void AddHidden(IPropertySymbol property, PropertyAttributes attributes, ISymbol hider, bool canBeSet)
    {
        var hiding = hider is IPropertySymbol other ? PropertyAttributes.Of(other) : null;
        if (attributes.IsIgnored || hiding is { IsIgnored: true } || hider is IFieldSymbol || property.DeclaredAccessibility is not Accessibility.Public || Overrides(hider, property))
        {
            return;
        }

        if (attributes.IsLostWhenHidden && hiding is { IsAnnotated: false })
        {
            _unstoredMembers.Add(new UnstoredMember(property.Name, UnstoredReason.Replaced));
        }
        else if (canBeSet)
        {
            _unstoredMembers.Add(new UnstoredMember(property.Name, UnstoredReason.Hidden));
        }
    }

    private UnstoredReason? Obstacle(IPropertySymbol property, IMethodSymbol? getter, PropertyAttributes attributes, bool isAsked)
        => attributes.IsIgnored ? UnstoredReason.Ignored
            : getter is null ? UnstoredReason.NoGetter
            : !isAsked && property.DeclaredAccessibility is not Accessibility.Public ? UnstoredReason.NotPublic
            : !_compilation.CanUse(getter) ? UnstoredReason.UnreachableGetter
            : !isAsked && property.RefKind is RefKind.Ref ? UnstoredReason.Reference
            : null;

    private void Add(IFieldSymbol field)
    {
        if (field.IsRequired)
        {
            _requiredButNotStored.Add(new UnstoredMember(field.Name, UnstoredReason.Field));
        }
        else if (field is { DeclaredAccessibility: Accessibility.Public, IsReadOnly: false, IsConst: false } && !AttributeReader.Has<DynamoIgnoreAttribute>(field))
        {
            _unstoredMembers.Add(new UnstoredMember(field.Name, UnstoredReason.Field));
        }
    }

    private static bool Overrides(ISymbol member, IPropertySymbol property)
    {
        for (var current = (member as IPropertySymbol)?.OverriddenProperty; current is not null; current = current.OverriddenProperty)
        {
            if (SymbolEqualityComparer.Default.Equals(current, property))
            {
                return true;
            }
        }

        return false;
    }
}
