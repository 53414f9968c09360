using Fw24.Generators.Model.Entities;

namespace Fw24.Generators.Emit;

/// <summary>Prints the closed hierarchy of an entity's changes.</summary>
internal static class ChangeEmitter
{
    public static void Emit(SourceWriter writer, EntityModel entity)
    {
        var (type, cref, name) = (entity.Type.FullName, Code.Cref(entity.Type), entity.Prefix);
        var model = $"{name}Codec.Model";
        writer.Write($$"""
            /// <summary>A change of {{Code.Article(name)}} <see cref="{{cref}}"/>, as its table's stream reported it.</summary>
            {{Code.GeneratedCode}}
            {{entity.Accessibility}} abstract record {{name}}Change : Fw24::EntityChange
            {
                private {{name}}Change(in Fw24::ChangeHeader header)
                    : base(header)
                {
                }

                /// <summary>The item's key.</summary>
                public abstract {{name}}Key Key { get; }

                /// <inheritdoc cref="Fw24::Changes.ChangeRead{TChange}"/>
                public static {{name}}Change Read(in Fw24::ChangeHeader header, in Fw24::StreamRecord record) => record.Operation switch
                {
                    Fw24::ChangeOperations.Insert => new Inserted(header, {{model}}.ReadNewImage(record)),
                    Fw24::ChangeOperations.Modify => new Modified(header, record),
                    Fw24::ChangeOperations.Remove => new Removed(header, {{model}}.ReadOldImage(record)),
                    _ => throw new System::ArgumentOutOfRangeException(nameof(record)),
                };

                /// <summary>The item did not exist before.</summary>
                /// <param name="Header">The facts about the change that its stream record states.</param>
                /// <param name="New">The item.</param>
                public sealed record Inserted(in Fw24::ChangeHeader Header, {{type}} New) : {{name}}Change(Header)
                {
                    /// <inheritdoc/>
                    public override {{name}}Key Key => {{Key(entity, "New")}};
                }

                /// <summary>The item existed and was written; <see cref="Changes"/> lists the differences.</summary>
                /// <param name="Header">The facts about the change that its stream record states.</param>
                /// <param name="Old">The item before.</param>
                /// <param name="New">The item after.</param>
                public sealed record Modified(in Fw24::ChangeHeader Header, {{type}} Old, {{type}} New) : {{name}}Change(Header)
                {
                    // The item, or the exception that says why it cannot be read.
                    private readonly object _old = Old;

                    internal Modified(in Fw24::ChangeHeader header, in Fw24::StreamRecord record)
                        : this(header, {{model}}.ReadOldImage(record, out var fault)!, {{model}}.ReadNewImage(record))
                        => _old = fault ?? _old;

                    /// <summary>The item before.</summary>
                    /// <exception cref="Fw24::ItemFormatException">It cannot be read: see <see cref="OldFault"/>.</exception>
                    public {{type}} Old
                    {
                        get => _old is Fw24::ItemFormatException fault ? throw fault : ({{type}})_old;
                        init => _old = value;
                    }

                    /// <inheritdoc/>
                    public override Fw24::ItemFormatException? OldFault => _old as Fw24::ItemFormatException;

                    /// <inheritdoc/>
                    public override {{name}}Key Key => {{Key(entity, "New")}};

                    /// <summary>The properties that differ. They are compared on access.</summary>
                    public {{name}}Changes Changes => new(Old, New);
                }

                /// <summary>The item no longer exists.</summary>
                /// <param name="Header">The facts about the change that its stream record states.</param>
                /// <param name="Old">The item before.</param>
                public sealed record Removed(in Fw24::ChangeHeader Header, {{type}} Old) : {{name}}Change(Header)
                {
                    /// <inheritdoc/>
                    public override {{name}}Key Key => {{Key(entity, "Old")}};

                    /// <summary>Indicates whether the item was deleted or its time to live expired.</summary>
                    public Fw24::RemovalReason Reason => Header.RemovalReason;
                }
            }
            """);
    }

    // new(New.OrderId, New.Part)
    private static string Key(EntityModel entity, string item) => $"new({string.Join(", ", entity.Keys.Select(key => $"{item}.{key.Identifier}"))})";
}
