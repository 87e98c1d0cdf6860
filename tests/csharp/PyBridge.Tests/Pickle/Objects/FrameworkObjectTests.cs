using System;
using System.Collections.Generic;
using System.Collections.Specialized;
using System.Data;
using System.Dynamic;
using System.Linq;
using NUnit.Framework;
using PyBridge.Tests.Support;

namespace PyBridge.Tests.Pickle.Objects;

/// <summary>Tables, dynamic objects and collections of names between two processes of .NET.</summary>
internal sealed class FrameworkObjectTests : ProcessFixture
{
    [Test]
    public void Table_KeepsColumnsRowsAndKey()
    {
        var table = Table();
        var copy = (DataTable)Crossing.SendAsObject(table)!;
        Assert.That(copy.TableName, Is.EqualTo("Orders"));
        Assert.That(copy.Columns.Cast<DataColumn>().Select(column => (column.ColumnName, column.DataType)), Is.EqualTo(
            table.Columns.Cast<DataColumn>().Select(column => (column.ColumnName, column.DataType))));
        Assert.That(copy.Rows.Cast<DataRow>().Select(row => row.ItemArray), Is.EqualTo(
            table.Rows.Cast<DataRow>().Select(row => row.ItemArray)));
        Assert.That(copy.Rows.Cast<DataRow>().Select(row => row.RowState), Is.EqualTo(new[] { DataRowState.Unchanged, DataRowState.Added }));
        Assert.That(copy.PrimaryKey, Is.EqualTo(new[] { copy.Columns["Id"] }));
        Assert.That(copy.Columns["Note"]!.MaxLength, Is.EqualTo(20));
        Assert.That(copy.Columns["Note"]!.DefaultValue, Is.EqualTo("none"));
        Assert.That(copy.Columns["Day"]!.DateTimeMode, Is.EqualTo(DataSetDateTime.Utc));
        Assert.That(copy.NewRow()["Id"], Is.EqualTo(3));
        Assert.That(copy.Rows.Find(2)!["Note"], Is.EqualTo(DBNull.Value));
    }

    [Test]
    public void Table_WithMoreThanThat_IsRefused()
    {
        var computed = Table();
        computed.Columns.Add("Twice", typeof(int), "Id * 2");
        Assert.That(Crossing.Refusal(computed).Message, Does.EndWith("(its column 'Twice' is computed, which does not cross; send a table with its values)"));
        var unique = Table();
        unique.Columns["Note"]!.Unique = true;
        Assert.That(
            Crossing.Refusal(unique).Message,
            Does.EndWith("(it has constraints besides its primary key, which do not cross; send a Copy() without them)"));
        var changed = Table();
        changed.Rows[0]["Note"] = "b";
        Assert.That(Crossing.Refusal(changed).Message, Does.EndWith("(it has changes that are not accepted, which do not cross; call AcceptChanges() first)"));
        var extended = Table();
        extended.ExtendedProperties["a"] = 1;
        Assert.That(Crossing.Refusal(extended).Message, Does.EndWith("(it has ExtendedProperties, which do not cross; send a Copy() without them)"));
        using var set = new DataSet();
        var related = Table();
        var other = Table();
        other.TableName = "Others";
        set.Tables.Add(related);
        set.Tables.Add(other);
        set.Relations.Add(related.Columns["Id"]!, other.Columns["Id"]!);
        Assert.That(
            Crossing.Refusal(related).Message, Does.EndWith("(it has relations to other tables, which do not cross with it; send its Copy())"));
    }

    [Test]
    public void DynamicObject_KeepsItsMembersAndCycles()
    {
        dynamic made = new ExpandoObject();
        made.Name = "a";
        made.Numbers = new[] { 1, 2 };
        made.Self = made;
        dynamic copy = Crossing.SendAsObject(made)!;
        Assert.That((string)copy.Name, Is.EqualTo("a"));
        Assert.That((int[])copy.Numbers, Is.EqualTo(new[] { 1, 2 }));
        Assert.That((object)copy.Self, Is.SameAs((object)copy));
    }

    [Test]
    public void Names_KeepTheirValuesAndComparer()
    {
        var plain = new NameValueCollection { { "a", "1" }, { "A", "2" }, { null, "3" }, { "b", null } };
        var copy = Crossing.Send(plain);
        Assert.That(copy.AllKeys, Is.EqualTo(new[] { "a", null, "b" }));
        Assert.That(copy.GetValues("A"), Is.EqualTo(new[] { "1", "2" }));
        Assert.That(copy.GetValues("b"), Is.Null);
        var exact = Crossing.Send(new NameValueCollection(StringComparer.Ordinal) { { "a", "1" } });
        Assert.That(exact["A"], Is.Null);
        Assert.That(exact["a"], Is.EqualTo("1"));
    }

    [Test]
    public void AllOfThem_AreArgumentsAndResults()
    {
        using var process = new Process<DataTable>(
            (DataTable table, NameValueCollection names) =>
            {
                table.Rows.Add(9, names["note"], null);
                return table;
            },
            args: [Table(), new NameValueCollection { { "note", "x" } }]);
        using var dynamic = new Process<ExpandoObject>((ExpandoObject given) => given, args: [Member("Name", "a")]);
        process.Start();
        dynamic.Start();
        Assert.That(process.Result.Rows.Find(9)!["Note"], Is.EqualTo("x"));
        Assert.That(dynamic.Result, Is.EqualTo(new[] { KeyValuePair.Create("Name", (object?)"a") }));
    }

    private static ExpandoObject Member(string name, object value)
    {
        var made = new ExpandoObject();
        ((IDictionary<string, object?>)made)[name] = value;
        return made;
    }

    private static DataTable Table()
    {
        var table = new DataTable("Orders");
        var id = table.Columns.Add("Id", typeof(int));
        (id.AutoIncrement, id.AutoIncrementSeed) = (true, 1);
        table.Columns.Add(new DataColumn("Note", typeof(string)) { MaxLength = 20, DefaultValue = "none" });
        table.Columns.Add(new DataColumn("Day", typeof(DateTime)) { DateTimeMode = DataSetDateTime.Utc });
        table.PrimaryKey = [id];
        table.Rows.Add(1, "a", new DateTime(2020, 2, 1, 0, 0, 0, DateTimeKind.Utc));
        table.AcceptChanges();
        table.Rows.Add(2, DBNull.Value, DBNull.Value);
        return table;
    }
}
