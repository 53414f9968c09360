namespace Fw24.Generators.Model.Entities;

/// <summary>Specifies what an attribute of another library means to that library.</summary>
internal enum ForeignMeaning
{
    /// <summary>The property is left out.</summary>
    LeftOut,

    /// <summary>The property has the name <see cref="ForeignAttribute.Value"/>.</summary>
    Name,

    /// <summary>The property is the partition key.</summary>
    PartitionKey,

    /// <summary>The property is the sort key.</summary>
    SortKey,

    /// <summary>The property counts the item's writes.</summary>
    Version,

    /// <summary>The property is the partition key of the index <see cref="ForeignAttribute.Value"/>.</summary>
    IndexPartitionKey,

    /// <summary>The property is the sort key of the index <see cref="ForeignAttribute.Value"/>.</summary>
    IndexSortKey,

    /// <summary>A time is stored as a number of seconds.</summary>
    Seconds,

    /// <summary>A converter of that library stores the property as another type.</summary>
    Converter,

    /// <summary>The property is stored differently; <see cref="ForeignAttribute.Value"/> is the closest equivalent here.</summary>
    Otherwise,

    /// <summary>The property holds personal data.</summary>
    Personal,

    /// <summary>The class is stored in the table <see cref="ForeignAttribute.Value"/>.</summary>
    Table,

    /// <summary>The class's properties have camel-case names.</summary>
    CamelCase,
}
