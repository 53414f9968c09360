using Fw24.Generators.Model.Entities;

namespace Fw24.Generators.Emit;

/// <summary>Prints the typed difference between two states of an entity.</summary>
internal static class ChangesEmitter
{
    public static void Emit(SourceWriter writer, EntityModel entity)
    {
        var (type, name) = (entity.Type.FullName, $"{entity.Prefix}Changes");
        writer.Write($$"""
            /// <summary>The differences between two states of {{Code.Article(entity.Prefix)}} <see cref="{{Code.Cref(entity.Type)}}"/>. A property is <see langword="null"/> if its values are equal.</summary>
            {{Code.GeneratedCode}}
            {{entity.Accessibility}} readonly struct {{name}} : Collections::IEnumerable<Fw24::PropertyChange>
            """);
        writer.Open();
        writer.Write($$"""
            private readonly {{type}} _old;
            private readonly {{type}} _new;

            /// <summary>Compares two states.</summary>
            /// <param name="old">The state before.</param>
            /// <param name="new">The state after.</param>
            public {{name}}({{type}} old, {{type}} @new) => (_old, _new) = (old, @new);

            """);
        var equality = new EqualityEmitter(entity);
        var members = Members(entity, name);
        foreach (var property in entity.Root.Properties)
        {
            WriteProperty(writer, property, members[property.Name], equality);
        }

        WriteEnumerator(writer, entity, members);
        foreach (var nested in entity.Objects)
        {
            WriteEquality(writer, nested, equality);
        }

        writer.Close();
    }

    // public Change<string?>? Email => Change.Between(_old.Email, _new.Email);
    // public Change<byte[]>? Label => ContentEquality.Bytes(_old.Label, _new.Label) ? null : new(_old.Label, _new.Label);
    private static void WriteProperty(SourceWriter writer, PropertyModel property, string member, EqualityEmitter equality)
    {
        var type = $"Fw24::Change<{Alias.Shorten(property.Shape.DeclaredType)}>?";
        // If nullability is not declared, it cannot be inferred either.
        var between = property.IsOblivious ? $"Fw24::Change.Between<{Alias.Shorten(property.Shape.DeclaredType)}>" : "Fw24::Change.Between";
        var (before, after) = ($"_old.{property.Identifier}", $"_new.{property.Identifier}");
        writer.Summary(property.Summary.Count > 0
            ? property.Summary
            : [$"The change of {Reference(property)}, when it changed."]);
        writer.Write(equality.Comparer(property.Shape) is null
            ? $"public {type} {member} => {between}({before}, {after});"
            : $"""
                public {type} {member}
                    => {equality.Of(property.Shape, before, after)} ? null : new({before}, {after});
                """);
        writer.Line();
    }

    private static void WriteEnumerator(SourceWriter writer, EntityModel entity, Dictionary<string, string> members)
    {
        writer.Write("""
            /// <summary>Enumerates the properties that differ, in ordinal order of their names.</summary>
            /// <returns>The enumerator.</returns>
            public Collections::IEnumerator<Fw24::PropertyChange> GetEnumerator() => new Fw24::PropertyChangeList()
            """);
        writer.Indent();
        foreach (var property in entity.Root.Properties)
        {
            writer.Write($".Add({Code.Literal(property.Name)}, {members[property.Name]})");
        }

        writer.Write(".GetEnumerator();");
        writer.Outdent();
        writer.Line();
        writer.Write("System::Collections.IEnumerator System::Collections.IEnumerable.GetEnumerator() => GetEnumerator();");
    }

    private static void WriteEquality(SourceWriter writer, ObjectModel model, EqualityEmitter equality)
    {
        var type = model.Type.IsValueType ? model.Type.FullName : model.Type.FullName + "?";
        writer.Line();
        writer.Write($"private static bool {EqualityEmitter.Method(model)}({type} left, {type} right)");
        writer.Indent();
        if (!model.Type.IsValueType)
        {
            writer.Write("=> object.ReferenceEquals(left, right) || (left is not null && right is not null");
            writer.Indent();
        }

        var first = model.Type.IsValueType ? "=> " : "&& ";
        for (var index = 0; index < model.Properties.Count; index++)
        {
            var property = model.Properties[index];
            var last = index == model.Properties.Count - 1;
            writer.Write($"{(index is 0 ? first : "&& ")}{equality.Of(property.Shape, $"left.{property.Identifier}", $"right.{property.Identifier}")}{(last ? model.Type.IsValueType ? ";" : ");" : "")}");
        }

        if (!model.Type.IsValueType)
        {
            writer.Outdent();
        }

        writer.Outdent();
    }

    // A documentation comment cannot refer to a member of Base<int>.
    private static string Reference(PropertyModel property)
        => property.Owner.FullName.Contains('<') ? $"<c>{property.Name}</c>" : $"""<see cref="{Code.Cref(property.Owner)}.{property.Identifier}"/>""";

    // A member must not have the name of its type or of an existing member.
    private static Dictionary<string, string> Members(EntityModel entity, string type)
    {
        var taken = new HashSet<string>([type, "_old", "_new", nameof(Equals), nameof(GetHashCode), nameof(GetType), nameof(ToString), nameof(MemberwiseClone), nameof(ReferenceEquals), "GetEnumerator"], StringComparer.Ordinal);
        taken.UnionWith(entity.Objects.Select(EqualityEmitter.Method));
        var own = new HashSet<string>(entity.Root.Properties.Select(static property => property.Name), StringComparer.Ordinal);
        var members = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var property in entity.Root.Properties)
        {
            var name = property.Name;
            while (taken.Contains(name) || (name != property.Name && own.Contains(name)))
            {
                name += "Value";
            }

            members.Add(property.Name, name == property.Name ? property.Identifier : name);
        }

        return members;
    }
}
