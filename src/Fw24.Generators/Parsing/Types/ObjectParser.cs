using Microsoft.CodeAnalysis;
using Fw24.Generators.Model;
using Fw24.Generators.Model.Entities;
using Fw24.Generators.Model.Types;
using Fw24.Generators.Parsing.Attributes;
using Fw24.Generators.Parsing.Members;

namespace Fw24.Generators.Parsing.Types;

/// <summary>Parses a class, record or struct into its stored properties, and the types nested in it.</summary>
internal sealed class ObjectParser
{
    // The maximum depth of maps and lists in an item (DynamoDB, "Quotas").
    private const int MaxNesting = 32;

    private readonly Compilation _compilation;
    private readonly CancellationToken _cancellationToken;
    private readonly ShapeParser _shapes;
    private readonly Cautions _cautions = new();

    // The model is null while the nested type is being parsed, as the type may contain itself.
    private readonly Dictionary<string, ObjectModel?> _nested = new(StringComparer.Ordinal);

    // The generic types being parsed, innermost last, and those whose type arguments expand.
    private readonly List<INamedTypeSymbol> _open = [];
    private readonly HashSet<INamedTypeSymbol> _endless = new(SymbolEqualityComparer.Default);

    /// <summary>Creates a parser.</summary>
    /// <param name="compilation">The compilation that will contain the emitted code.</param>
    /// <param name="format">The form in which values are stored.</param>
    /// <param name="cancellationToken">Cancels the parsing.</param>
    public ObjectParser(Compilation compilation, ItemFormat format, CancellationToken cancellationToken)
    {
        _compilation = compilation;
        _cancellationToken = cancellationToken;
        _shapes = new ShapeParser(compilation, format, this, _cautions);
    }

    /// <summary>The nested types found so far, in ordinal order, with unique names.</summary>
    public EquatableArray<ObjectModel> Objects => Named(_nested.Values.OfType<ObjectModel>(), static model => model.Type, static model => model.Name, static (model, name) => model with { Name = name });

    /// <summary>The enums found so far, in ordinal order, with unique names.</summary>
    public EquatableArray<EnumModel> Enums => Named(_shapes.Enums, static model => model.Type, static model => model.Name, static (model, name) => model with { Name = name });

    /// <summary>The diagnostics, experimental and custom, that naming the types and members found would raise.</summary>
    public EquatableArray<string> Suppressions => _cautions.Suppressions.ToEquatableArray();

    /// <summary>The types and members found that no code may name.</summary>
    public EquatableArray<ForbiddenName> Forbidden => _cautions.Forbidden.ToEquatableArray();

    /// <summary>Parses a nested type, unless already parsed.</summary>
    /// <returns><see langword="false"/> for a type without stored properties, whose content is unknown.</returns>
    public bool TryAdd(INamedTypeSymbol type, TypeRef reference)
    {
        if (!_nested.ContainsKey(reference.FullName))
        {
            var definition = type.OriginalDefinition;
            if (_endless.Contains(definition) || (type.IsGenericType && IsTooDeep(definition)))
            {
                return false;
            }

            _open.Add(definition);
            _nested[reference.FullName] = null;
            var model = Parse(type, reference, new HashSet<string>());
            _open.RemoveAt(_open.Count - 1);
            if (model.Properties.Count is 0)
            {
                return _nested.Remove(reference.FullName) && false;
            }

            _nested[reference.FullName] = model;
        }

        return true;
    }

    /// <summary>
    /// Indicates whether a generic type contains itself with expanding type arguments: <c>Node&lt;T&gt;</c> a <c>Node&lt;List&lt;T&gt;&gt;</c>.
    /// </summary>
    public bool IsEndless(INamedTypeSymbol type) => _endless.Contains(type.OriginalDefinition);

    // Nested in itself, each time with other type arguments, more deeply than an item allows.
    private bool IsTooDeep(INamedTypeSymbol definition)
        => _open.Count(open => SymbolEqualityComparer.Default.Equals(open, definition)) >= MaxNesting && _endless.Add(definition);

    /// <summary>Parses a type.</summary>
    public ObjectModel Parse(INamedTypeSymbol type, TypeRef reference, ISet<string> indexKeys)
    {
        _cancellationToken.ThrowIfCancellationRequested();
        _cautions.Note(type);
        var members = new StoredMembers(type, indexKeys, _compilation);
        var constructor = ConstructorBinding.Choose(type, members.Stored, _compilation);
        if (constructor is not null)
        {
            _cautions.Note(constructor.Symbol);
        }

        var absence = new MissingValueRules(type, _cancellationToken);
        var names = new VariableNames();
        var properties = new List<PropertyModel>(members.Stored.Count);
        var stored = new List<StoredMember>(members.Stored.Count);
        var unset = new List<string>();
        var unstoredMembers = new List<UnstoredMember>(members.UnstoredMembers);
        foreach (var member in members.Stored)
        {
            var parameter = constructor?.Parameter(member.Property);
            var isComputed = member.IsComputed;
            if (parameter is null && isComputed && !member.IsAsked)
            {
                continue;
            }

            var isUnset = constructor is not null && parameter is null && member.Setter is null && !isComputed;
            if (isUnset && !member.IsAsked && !SymbolEqualityComparer.Default.Equals(member.Property.ContainingAssembly, _compilation.Assembly))
            {
                unstoredMembers.Add(new UnstoredMember(member.Property.Name, UnstoredReason.UnseenSetter));
                continue;
            }

            var owner = SymbolEqualityComparer.Default.Equals(member.Property.ContainingType, type) ? reference : SymbolNames.Ref(member.Property.ContainingType);
            stored.Add(member);
            properties.Add(Property(member, owner, parameter, constructor?.SetsRequiredMembers is true, absence, names));
            if (isUnset)
            {
                unset.Add(member.Property.Name);
            }
        }

        return new ObjectModel
        {
            Type = reference,
            Definition = type.IsGenericType ? SymbolNames.Ref(type.OriginalDefinition).FullName : reference.FullName,
            Name = SymbolNames.Prefix(type),
            Properties = properties.ToEquatableArray(),
            Parameters = constructor?.Properties.ToEquatableArray() ?? [],
            HasConstructor = constructor is not null,
            Unset = unset.ToEquatableArray(),
            RequiredButNotStored = members.RequiredButNotStored.ToEquatableArray(),
            UnstoredMembers = unstoredMembers.Where(unstored => unstored.Reason is not UnstoredReason.Hidden || properties.TrueForAll(property => property.Name != unstored.Name)).ToEquatableArray(),
            Inaccessible = members.Inaccessible.ToEquatableArray(),
            NotStored = members.NotStored.ToEquatableArray(),
            Scattered = members.Secrets.Scattered(type, properties).Concat(CopiedSecrets.Of(type, stored)).Distinct().OrderBy(static secret => secret.Said, StringComparer.Ordinal).ToEquatableArray(),
        };
    }

    private PropertyModel Property(StoredMember member, TypeRef owner, IParameterSymbol? parameter, bool setsRequiredMembers, MissingValueRules rules, VariableNames names)
    {
        var (property, roles) = (member.Property, member.Roles);
        _cautions.Note(property);
        var isOblivious = property.Type is { IsReferenceType: true, NullableAnnotation: NullableAnnotation.None };
        var shape = _shapes.Parse(property.Type, member.Attributes.Converter);

        // Where nullability is unspecified, null is a value, except in a key.
        shape = InRole(isOblivious && (roles & PropertyRoles.TableKey) is 0 ? shape with { IsNullable = true } : shape, roles);
        var (absence, @default) = parameter is not null ? MissingValueRules.OfParameter(parameter, shape) : rules.OfProperty(member, shape);

        // A null index key is an absent attribute that keeps the item out of the index; an initial value of the class would put it in.
        var isSparse = (roles & PropertyRoles.IndexKey) != 0 && shape.IsNullable && absence is not MissingValuePolicy.Required && (parameter is null || MissingValueRules.TakesNull(parameter));
        var forgoesValue = isSparse && rules.StatesValue(member, parameter);
        (absence, @default) = isSparse ? (MissingValuePolicy.Default, "null") : (absence, @default);

        // Items written before the class had a version count as never written.
        if ((roles & PropertyRoles.Version) != 0 && property.Type.IsValueType)
        {
            forgoesValue = rules.StatesOtherThanZero(member, parameter);
            (absence, @default) = (MissingValuePolicy.Default, "default");
        }

        var stated = member.Attributes.Default is { IsNull: false } constant ? constant : (TypedConstant?)null;
        var literal = stated is null ? null : Literals.Default(stated.Value, property.Type);
        (absence, @default) = literal is null ? (absence, @default) : (MissingValuePolicy.Default, literal);
        var keepsNull = absence is MissingValuePolicy.Kept && shape.IsNullable && rules.BeginsAsDefault(member);
        var assignment = AssignmentOf(member, absence, parameter is not null, setsRequiredMembers);
        return new PropertyModel
        {
            Name = property.Name,
            Identifier = SymbolNames.Identifier(property.Name),
            Attribute = member.Attributes.Attribute ?? property.Name,
            Aliases = member.Attributes.Aliases,
            Shape = shape,
            Variable = names.For(property.Name),
            Flag = shape.IsNullable && absence is MissingValuePolicy.Kept && !keepsNull ? names.For("Has" + property.Name) : "",
            Rank = member.Attributes.Aliases.Count > 0 ? names.For(property.Name + "Rank") : "",
            MissingValuePolicy = absence,
            KeepsNull = keepsNull,
            Default = @default,
            HasForeignDefault = stated is not null && (literal is null || (roles & PropertyRoles.TableKey) != 0),
            Parameter = parameter is null ? null : SymbolNames.Identifier(parameter.Name),
            Assignment = assignment,
            Accessor = assignment is Assignment.Accessor ? AccessorParser.Parse((IPropertySymbol)member.Setter!.AssociatedSymbol!) : null,
            KeepsComparer = absence is MissingValuePolicy.Kept && shape is SetShape or DictionaryShape && rules.MayCompare(member),
            Owner = owner,
            Summary = Documentation.Summary(property, _cancellationToken),
            IsOblivious = isOblivious,
            ForgoesValue = forgoesValue,
            StatedLength = LengthConstraints.Of(property, shape),
            Roles = roles,
            Beginning = (roles & PropertyRoles.PartitionKey) is 0 ? "" : ConstantPrefix.Of(property, _cancellationToken),
            Redaction = member.Secrecy.Redaction,
            RedactionConflict = member.Secrecy.Conflict,
            HashScope = member.Secrecy.HashScope,
            FewValues = LengthConstraints.FewValues(property, shape),
            Foreign = member.Foreign,
        };
    }

    private Assignment AssignmentOf(StoredMember member, MissingValuePolicy absence, bool isParameter, bool setsRequiredMembers)
    {
        if (isParameter)
        {
            return member.Property.IsRequired && !setsRequiredMembers ? Assignment.Initializer : Assignment.None;
        }

        if (member.Setter is not { } setter)
        {
            return Assignment.None;
        }

        if (!_compilation.CanUse(setter))
        {
            return Assignment.Accessor;
        }

        return absence is not MissingValuePolicy.Kept ? Assignment.Initializer
            : setter.IsInitOnly ? Assignment.Accessor
            : Assignment.Setter;
    }

    private static Shape InRole(Shape shape, PropertyRoles roles) => shape switch
    {
        ScalarShape { Kind: ScalarKind.DateTimeOffset } scalar when (roles & PropertyRoles.TimeToLive) != 0 => scalar with { Kind = ScalarKind.UnixTime },
        ScalarShape { Kind: ScalarKind.DateTime } scalar when (roles & PropertyRoles.TimeToLive) != 0 => scalar with { Kind = ScalarKind.UnixDateTime },
        ScalarShape { Kind: ScalarKind.DateTimeOffset } scalar when (roles & PropertyRoles.AnyKey) != 0 => scalar with { Kind = ScalarKind.KeyTime },
        ScalarShape { Kind: ScalarKind.DateTime } scalar when (roles & PropertyRoles.AnyKey) != 0 => scalar with { Kind = ScalarKind.KeyDateTime },
        ConvertedShape converted => converted with { Stored = InRole(converted.Stored, roles) },
        _ => shape,
    };

    private static EquatableArray<T> Named<T>(IEnumerable<T> models, Func<T, TypeRef> type, Func<T, string> name, Func<T, string, T> rename)
        where T : IEquatable<T>
    {
        var named = models.ToList();
        named.Sort((left, right) => string.CompareOrdinal(type(left).FullName, type(right).FullName));
        var taken = new HashSet<string>(StringComparer.Ordinal);
        for (var index = 0; index < named.Count; index++)
        {
            var own = name(named[index]);
            var unique = own;
            for (var number = 2; !taken.Add(unique); number++)
            {
                unique = own + number.ToString(System.Globalization.CultureInfo.InvariantCulture);
            }

            named[index] = unique == own ? named[index] : rename(named[index], unique);
        }

        return named.ToEquatableArray();
    }
}
